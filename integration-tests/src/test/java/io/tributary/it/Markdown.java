// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.IdGenerator;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The parts of a Markdown text that tests use, in order of appearance. */
final class Markdown {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");

  /** A code block with its language, which may be empty, or code within a sentence. */
  record Snippet(boolean isBlock, String language, String text) {}

  /** The words of a table cell, and which of them are code. */
  record Cell(String text, List<String> codes) {
    /** Whether the cell is a single piece of code. */
    boolean isCode() {
      return codes.equals(List.of(text));
    }
  }

  private final Node document;

  private Markdown(Node document) {
    this.document = document;
  }

  static Markdown parse(String text) {
    return new Markdown(PARSER.parse(text));
  }

  List<Snippet> snippets() {
    return snippets(document);
  }

  private static List<Snippet> snippets(Node within) {
    var snippets = new ArrayList<Snippet>();
    within.accept(
        new AbstractVisitor() {
          @Override
          public void visit(FencedCodeBlock block) {
            var language = block.getInfo().split(" ", 2)[0];
            snippets.add(new Snippet(true, language, block.getLiteral()));
          }

          @Override
          public void visit(IndentedCodeBlock block) {
            snippets.add(new Snippet(true, "", block.getLiteral()));
          }

          @Override
          public void visit(Code code) {
            snippets.add(new Snippet(false, "", code.getLiteral()));
          }
        });
    return snippets;
  }

  /** The addresses of the links. */
  List<String> links() {
    return links(List.of(document));
  }

  /** The addresses of the links below the heading with this beginning. */
  List<String> links(String heading) {
    return links(section(heading));
  }

  private static List<String> links(List<Node> nodes) {
    var links = new ArrayList<String>();
    var visitor =
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }
        };
    nodes.forEach(node -> node.accept(visitor));
    return links;
  }

  /** The anchors: those that the page defines, and those of headings, as GitHub generates them. */
  List<String> anchors() {
    var ids = IdGenerator.builder().build();
    var anchors = new ArrayList<String>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            anchors.add(ids.generateId(text(heading)));
          }

          @Override
          public void visit(HtmlInline html) {
            var id = ANCHOR.matcher(html.getLiteral());
            if (id.matches()) {
              anchors.add(id.group(1));
            }
          }
        });
    return anchors;
  }

  /** The first code block in the language below the heading with this beginning. */
  String block(String heading, String language) {
    return section(heading).stream()
        .flatMap(node -> snippets(node).stream())
        .filter(snippet -> snippet.isBlock() && snippet.language().equals(language))
        .map(Snippet::text)
        .findFirst()
        .orElseThrow();
  }

  /** The rows of all tables, without their headers. */
  List<List<Cell>> rows() {
    return rows(List.of(document));
  }

  /** The rows of the tables below the heading with this beginning, without their headers. */
  List<List<Cell>> rows(String heading) {
    return rows(section(heading));
  }

  private static List<List<Cell>> rows(List<Node> nodes) {
    var rows = new ArrayList<List<Cell>>();
    for (var node : nodes) {
      node.accept(
          new AbstractVisitor() {
            @Override
            public void visit(CustomNode inner) {
              if (inner instanceof TableRow row) {
                rows.add(cells(row));
              } else if (!(inner instanceof TableHead)) {
                visitChildren(inner);
              }
            }
          });
    }
    return rows;
  }

  private static List<Cell> cells(TableRow row) {
    var cells = new ArrayList<Cell>();
    for (var cell : children(row)) {
      if (cell instanceof TableCell) {
        cells.add(new Cell(text(cell), snippets(cell).stream().map(Snippet::text).toList()));
      }
    }
    return cells;
  }

  /** The content below the heading with this beginning, up to the next heading of its level. */
  private List<Node> section(String title) {
    var nodes = new ArrayList<Node>();
    var level = 0;
    for (var node : children(document)) {
      if (node instanceof Heading heading && (level == 0 || heading.getLevel() <= level)) {
        level = level == 0 && text(heading).startsWith(title) ? heading.getLevel() : 0;
      } else if (level > 0) {
        nodes.add(node);
      }
    }
    return nodes;
  }

  private static List<Node> children(Node parent) {
    return Stream.iterate(parent.getFirstChild(), Objects::nonNull, Node::getNext).toList();
  }

  /** The words without markup. */
  private static String text(Node node) {
    var text = new StringBuilder();
    node.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Text part) {
            text.append(part.getLiteral());
          }

          @Override
          public void visit(Code code) {
            text.append(code.getLiteral());
          }

          @Override
          public void visit(SoftLineBreak lineBreak) {
            text.append(' ');
          }
        });
    return text.toString().strip();
  }
}
