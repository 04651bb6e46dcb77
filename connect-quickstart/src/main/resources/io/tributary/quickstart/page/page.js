// SPDX-License-Identifier: Apache-2.0
"use strict";

// Fills in the data- attributes of index.html once a second.
//   data-text="path:format"  the text of an element
//   data-each="path"         one <template> per item of a list, or for a single value
//   data-show, data-hide     whether the element is visible ("+path": if above zero)
//   data-state="path"        a word for the style sheet
//   data-label, -title, -link, -value, -max, -busy, -over   the attribute or property of that name
//   data-id, data-jump      the place of a connector on this page, and a link to it
//   data-chart="path:format" the points of a line, and its highest value in words
// Values are inserted as text only.

const EVERY_MS = 1000;
const PATIENCE_MS = 5000;
const CALM_MS = 10000;
const STEPS = 60;
const HEIGHT = 20;

const numbers = new Intl.NumberFormat("en");
const formats = {
  number: n => numbers.format(n),
  rate: n => n.toFixed(n > 0 && n < 10 ? 1 : 0) + " per s",
  seconds: s => duration(s * 1000, 0),
  duration: ms => duration(ms, 1),
  clock: time => time.slice(11),
  moment: time => time.slice(0, 10) === new Date().toISOString().slice(0, 10) ? time.slice(11) : time.replace("T", " "),
  list: items => items.length === 0 ? "none yet" : items.join(", "),
  yes: yes => yes ? "yes" : "no",
  over: over => over ? "resolved" : "still present",
};

function duration(ms, digits) {
  const s = ms / 1000;
  if (s < 60) return s.toFixed(digits) + " s";
  return s < 3600 ? Math.floor(s / 60) + " min " + Math.floor(s % 60) + " s" : (s / 3600).toFixed(1) + " h";
}

function at(data, path) {
  return path.split(".").reduce((value, name) => value === null || value === undefined ? undefined : value[name], data);
}

function place(connector) {
  return "connector " + connector;
}

function there(data, path) {
  if (path.startsWith("+")) return at(data, path.slice(1)) > 0;
  const value = at(data, path);
  return value !== undefined && value !== null && value !== false && value.length !== 0;
}

function put(element, property, value) {
  if (element[property] !== value) element[property] = value;
}

const actions = {
  text(element, data, spec) {
    const [path, format] = spec.split(":");
    const value = at(data, path);
    const known = value !== undefined && value !== null && value !== "";
    put(element, "textContent", !known ? "–" : format ? formats[format](value) : String(value));
  },
  show(element, data, path) { put(element, "hidden", !there(data, path)); },
  hide(element, data, path) { put(element, "hidden", there(data, path)); },
  state(element, data, path) { put(element.dataset, "is", String(at(data, path)).replace(/\W+/g, "-").toLowerCase()); },
  label(element, data, path) { put(element, "ariaLabel", at(data, path)); },
  title(element, data, path) { put(element, "title", at(data, path) ?? ""); },
  id(element, data, path) { put(element, "id", place(at(data, path))); },
  jump(element, data, path) { put(element, "href", "#" + encodeURIComponent(place(at(data, path)))); },
  chart(element, data, spec) {
    const [path, format] = spec.split(":");
    const values = at(data, path) ?? [];
    const highest = Math.max(...values, 0);
    const points = values.map((value, i) => (STEPS - values.length + i) + "," + (HEIGHT - value / (highest || 1) * HEIGHT).toFixed(1));
    element.firstElementChild.setAttribute("points", points.join(" "));
    const words = element.dataset.name + " in the last five minutes: at most " + formats[format](highest);
    put(element, "ariaLabel", words);
    put(element.parentElement, "title", words);
  },
  link(element, data, path) { put(element, "href", at(data, path) + "/connectors?expand=status"); },
  value(element, data, path) { put(element, "value", at(data, path)); },
  max(element, data, path) { put(element, "max", at(data, path) || 1); },
  busy(element, data, path) { put(element, "ariaDisabled", String(at(data, path))); },
  over(element, data, path) { element.classList.toggle("over", at(data, path) === true); },
  each(element, data, path) { list(element, [at(data, path) ?? []].flat()); },
};
const named = Object.keys(actions).map(name => "[data-" + name + "]").join();

function list(parent, items) {
  const template = parent.querySelector(":scope > template") || document.getElementById(parent.dataset.template);
  const shown = [...parent.children].filter(child => child.hasAttribute("data-item"));
  shown.slice(items.length).forEach(child => child.remove());
  items.forEach((item, i) => {
    if (!shown[i]) parent.append(template.content.cloneNode(true));
    fill(shown[i] || parent.lastElementChild, item);
  });
}

/** Fills an element and its descendants, except those within the items of a nested list. */
function fill(root, data) {
  for (const element of [root, ...root.querySelectorAll(named)]) {
    if ((element.closest("[data-item]") || document.body) !== root) continue;
    for (const name of Object.keys(actions)) {
      const spec = element.dataset[name];
      if (spec !== undefined) actions[name](element, data, spec);
    }
  }
}

const contact = document.getElementById("contact");
const told = new Map();
let verdictTold = 0;
let lost = null;
let timer;

/** Announces a text to screen readers, only if it is new. */
function say(topic, text) {
  if (!text || told.get(topic) === text) return;
  told.set(topic, text);
  const said = document.getElementById("said");
  const line = document.createElement("p");
  line.textContent = text;
  said.append(line);
  while (said.children.length > 3) said.firstElementChild.remove();
}

function announce(now) {
  const verdict = now.verdict;
  if (verdict.state === "failed" || Date.now() - verdictTold > CALM_MS) {
    if (told.get("state") !== verdict.state) {
      told.set("state", verdict.state);
      verdictTold = Date.now();
      say("verdict", verdict.headline + ". " + verdict.detail);
    }
  }
  for (const part of [...now.flows, ...now.sinks]) {
    const error = part.error;
    if (error) say(part.task.name, part.task.name + ", " + error.label + ", " + formats.over(error.over) + ". " + error.remedy);
    for (const fault of part.faults) {
      if (told.get(fault.id + " phase") !== fault.phase) {
        told.set(fault.id + " phase", fault.phase);
        say(fault.id, fault.story && fault.label + ": " + fault.story);
      }
    }
  }
}

function show(now) {
  if (!now.verdict) return;
  document.title = now.verdict.headline + " – Tributary quickstart";
  fill(document.body, now);
  announce(now);
}

async function poll() {
  try {
    show(await (await fetch("status.json", { signal: AbortSignal.timeout(PATIENCE_MS) })).json());
    lost = null;
  } catch (gone) {
    lost = lost || new Date().toISOString().slice(11, 19) + "Z";
    document.title = "No contact – Tributary quickstart";
    put(contact, "textContent", "No contact with the quickstart since " + lost + ". It has stopped or cannot be reached. The data below is from before that.");
  }
  put(contact, "hidden", lost === null);
  document.body.classList.toggle("stale", lost !== null);
  timer = setTimeout(poll, EVERY_MS);
}

document.addEventListener("click", async event => {
  const button = event.target.closest("button");
  if (!button || button.ariaDisabled === "true") return;
  button.ariaDisabled = "true";
  const answer = await fetch("faults/" + button.value, { method: "POST" }).catch(gone => ({ ok: false }));
  if (!answer.ok) say("button", "The fault could not be injected.");
  clearTimeout(timer);
  timer = setTimeout(poll, EVERY_MS);
});

poll();
