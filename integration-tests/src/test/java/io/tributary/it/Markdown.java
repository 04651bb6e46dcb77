// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** The parts of a Markdown text that tests look at, in the order in which they stand in it. */
final class Markdown {
  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();

  /** A block of code with its language, which may be empty, or code within a sentence. */
  record Snippet(boolean isBlock, String language, String text) {}

  /** The words of a cell of a table, and which of them are code. */
  record Cell(String text, List<String> codes) {
    /** Whether the cell holds one piece of code and nothing else. */
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

  /** The addresses that links lead to. */
  List<String> links() {
    var links = new ArrayList<String>();
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Link link) {
            links.add(link.getDestination());
            visitChildren(link);
          }
        });
    return links;
  }

  /** The anchors of the headings, as GitHub makes them. */
  List<String> anchors() {
    var ids = IdGenerator.builder().build();
    var anchors = new ArrayList<String>();
    for (var node : children(document)) {
      if (node instanceof Heading) {
        anchors.add(ids.generateId(text(node)));
      }
    }
    return anchors;
  }

  /** The first block of code in the language below the heading that begins so. */
  String block(String heading, String language) {
    return section(heading).stream()
        .flatMap(node -> snippets(node).stream())
        .filter(snippet -> snippet.isBlock() && snippet.language().equals(language))
        .map(Snippet::text)
        .findFirst()
        .orElseThrow();
  }

  /** The rows of all tables, without their heads. */
  List<List<Cell>> rows() {
    return rows(List.of(document));
  }

  /** The rows of the tables below the heading that begins so, without their heads. */
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

  /** All below the heading that begins so, up to the next one that is not below it. */
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

  /** The words without any markup. */
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
