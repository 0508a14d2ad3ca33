// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <memory>
#include <set>

#include <libxml/HTMLparser.h>

#include "base/text.hpp"
#include "documents/grid.hpp"
#include "documents/messages.hpp"
#include "documents/read.hpp"

namespace redthread::documents {
namespace {

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

std::string_view name_of(const xmlNode* node) {
  return node->type == XML_ELEMENT_NODE ? view(node->name) : std::string_view();
}

/// Empty when there is none.
std::string attribute(const xmlNode* node, const char* name) {
  for (const xmlAttr* each = node->properties; each != nullptr; each = each->next) {
    if (view(each->name) != name) continue;
    return each->children == nullptr ? std::string(name)
                                     : std::string(view(each->children->content));
  }
  return {};
}

bool is_among(std::string_view name, const std::set<std::string_view>& names) {
  return names.find(name) != names.end();
}

bool is_hidden(const xmlNode* node) {
  static const std::set<std::string_view> silent = {"script", "style",  "head",     "template",
                                                    "svg",    "select", "noscript", "textarea"};
  if (is_among(name_of(node), silent)) return true;
  if (!attribute(node, "hidden").empty()) return true;
  std::string style = attribute(node, "style");
  style.erase(std::remove(style.begin(), style.end(), ' '), style.end());
  return style.find("display:none") != std::string::npos;
}

bool is_block(std::string_view name) {
  static const std::set<std::string_view> blocks = {
      "p",  "div", "li", "ul", "ol",      "h1",      "h2",   "h3",     "h4",     "h5",
      "h6", "td",  "th", "tr", "section", "article", "main", "header", "footer", "figcaption",
      "dd", "dt",  "dl", "br", "hr",      "caption", "pre",  "aside",  "nav",    "blockquote"};
  return is_among(name, blocks);
}

bool is_heading(std::string_view name) {
  return name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6';
}

/// The next node in the order of the document, inside `root`; with `inside` false, past `node`'s
/// children. Without recursion, for trees can be deep.
const xmlNode* following(const xmlNode* node, const xmlNode* root, bool inside) {
  if (inside && node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  while (node != root && node->next == nullptr) node = node->parent;
  return node == root ? nullptr : node->next;
}

bool is_inside(const xmlNode* node, std::string_view name, const xmlNode* root) {
  for (; node != root && node != nullptr; node = node->parent) {
    if (name_of(node) == name) return true;
  }
  return false;
}

std::string raised(std::string_view text) {
  static const char* const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string result;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      result += digits[c - '0'];
    } else {
      result += c;
    }
  }
  return result;
}

/// What is seen of a node, blanks as they are written.
std::string text_of(const xmlNode* root) {
  std::string text;
  for (const xmlNode* node = root; node != nullptr;) {
    const bool hidden = node->type == XML_ELEMENT_NODE && is_hidden(node);
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      const std::string part = clean(view(node->content));
      text += is_inside(node->parent, "sup", root) ? raised(part) : part;
    } else if (is_block(name_of(node)) && node != root) {
      text += ' ';
    }
    node = following(node, root, !hidden);
  }
  return text;
}

int to_int(std::string_view digits, int otherwise) {
  int value = otherwise;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// Steps of indent of a cell: by its class (`i1`, `indent-2`, `level2`), its style
/// (`padding-left: 2em`), or blanks that do not collapse.
int indent_of(const xmlNode* cell, std::string_view text) {
  const std::string classes = attribute(cell, "class");
  for (const std::string_view each : split(classes, ' ')) {
    for (const std::string_view word : {"i", "indent", "indent-", "level", "level-", "niva"}) {
      const std::string_view rest = each.substr(std::min(word.size(), each.size()));
      if (each.starts_with(word) && rest.size() == 1 && rest[0] >= '0' && rest[0] <= '9') {
        return rest[0] - '0';
      }
    }
  }
  const std::string style = attribute(cell, "style");
  for (const std::string_view word : {"padding-left:", "text-indent:", "margin-left:"}) {
    const auto at = style.find(word);
    if (at == std::string::npos) continue;
    const std::string_view rest = trim(std::string_view(style).substr(at + word.size()));
    double size = 0;
    const auto end = std::from_chars(rest.data(), rest.data() + rest.size(), size);
    const bool em =
        std::string_view(end.ptr).starts_with("em") || std::string_view(end.ptr).starts_with("rem");
    // A usual cell has less than 10 px.
    const double steps = em ? size : (size - 2) / 10;
    return static_cast<int>(std::clamp(steps, 0.0, 12.0));
  }
  int blanks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character c = character_at(text, at);
    if (c.code_point == 0xA0) {
      ++blanks;
    } else if (c.code_point > ' ') {
      break;
    }
    at += c.bytes;
  }
  return blanks / 2;
}

/// Blanks that do not collapse are cut at the ends, and stay inside numbers.
std::string cell_text(const xmlNode* cell) {
  const std::string seen = text_of(cell);
  std::string text = collapsed(seen);
  while (text.starts_with("\xC2\xA0") || text.starts_with(' ')) {
    text.erase(0, text[0] == ' ' ? 1 : 2);
  }
  while (text.ends_with("\xC2\xA0") || text.ends_with(' ')) {
    text.resize(text.size() - (text.back() == ' ' ? 1 : 2));
  }
  return std::string(static_cast<std::size_t>(indent_of(cell, seen)) * 2, ' ') + text;
}

class Page {
 public:
  Page(const xmlDoc* parsed, ReadDocument& document) : parsed_(parsed), document_(document) {}

  void read() {
    const xmlNode* root = xmlDocGetRootElement(parsed_);
    for (const xmlNode* node = root; node != nullptr;) {
      const std::string_view name = name_of(node);
      const bool hidden = node->type == XML_ELEMENT_NODE && is_hidden(node);
      const bool is_data_table = name == "table" && !hidden && !holds_table(node);
      if (is_data_table) {
        flush();
        table(node);
      } else if (node->type == XML_TEXT_NODE) {
        if (text_.empty()) {
          line_ = static_cast<int>(xmlGetLineNo(node));
          heading_ = false;
        }
        text_ += clean(view(node->content));
        for (const xmlNode* up = node->parent; up != nullptr && up != root; up = up->parent) {
          heading_ = heading_ || is_heading(name_of(up));
        }
      } else if (is_block(name)) {
        flush();
      }
      // Where a block ends, its text does.
      const xmlNode* next = following(node, root, !hidden && !is_data_table);
      if (leaves_block(node, next)) flush();
      node = next;
    }
    flush();
  }
  bool is_too_large() const { return too_large_; }
  int pictures() const { return pictures_; }

 private:
  static bool holds_table(const xmlNode* table) {
    for (const xmlNode* node = table; node != nullptr; node = following(node, table, true)) {
      if (node != table && name_of(node) == "table") return true;
    }
    return false;
  }

  /// Whether a block ends between two nodes that follow one another.
  static bool leaves_block(const xmlNode* node, const xmlNode* next) {
    if (next == nullptr || next->parent == node) return false;
    for (const xmlNode* up = node; up != nullptr && up != next->parent; up = up->parent) {
      if (is_block(name_of(up))) return true;
    }
    return false;
  }

  void flush() {
    const std::string text = collapsed(text_);
    text_.clear();
    if (text.empty()) return;
    last_text_ = text.size() > 300 ? std::string() : text;
    document_.texts.push_back({.line = line_, .heading = heading_, .text = text});
  }

  void table(const xmlNode* table) {
    ReadTable read{.title = last_text_};
    GridBuilder grid;
    bool headers = true;  // rows of th alone are a header at the top only
    for (const xmlNode* node = table; node != nullptr;) {
      const std::string_view name = name_of(node);
      if (node->type == XML_ELEMENT_NODE && is_hidden(node)) {
        node = following(node, table, false);
        continue;
      }
      if (name == "img") ++pictures_;
      if (name == "caption") read.title = collapsed(text_of(node));
      if (name == "tr") {
        const bool in_head = is_inside(node, "thead", table);
        bool all_th = false;
        for (const xmlNode* cell = node->children; cell != nullptr; cell = cell->next) {
          if (name_of(cell) == "td") {
            all_th = false;
            break;
          }
          all_th = all_th || name_of(cell) == "th";
        }
        headers = in_head || (headers && all_th);
        grid.start_row(static_cast<int>(xmlGetLineNo(node)), headers);
      }
      if (name == "td" || name == "th") {
        const int columns = to_int(attribute(node, "colspan"), 1);
        const int rows = to_int(attribute(node, "rowspan"), 1);
        // rowspan="0" reaches to the end of the table.
        grid.add(cell_text(node), static_cast<std::size_t>(std::clamp(columns, 1, 1000)),
                 static_cast<std::size_t>(rows == 0 ? 65'534 : std::clamp(rows, 1, 65'534)));
        node = following(node, table, false);
        continue;
      }
      node = following(node, table, true);
    }
    too_large_ = too_large_ || grid.is_too_large();
    read.rows = grid.finish();
    if (!read.rows.empty()) document_.tables.push_back(std::move(read));
  }

  const xmlDoc* parsed_;
  ReadDocument& document_;
  std::string text_;
  std::string last_text_;
  int line_ = 0;
  int pictures_ = 0;
  bool heading_ = false;
  bool too_large_ = false;
};

}  // namespace

std::optional<ReadDocument> read_html(const std::string& bytes, const std::string& file,
                                      Diagnostics& diagnostics) {
  const auto tell = [&](const char* code, const char* message, const char* hint) {
    diagnostics.error(code, {.file = file}, message, hint);
    return std::nullopt;
  };
  if (bytes.find('\0') != std::string::npos && !bytes.starts_with("\xFF\xFE") &&
      !bytes.starts_with("\xFE\xFF")) {
    return tell(codes::damaged, "the file is no HTML, but binary",
                "was another file saved over it?");
  }
  const char* const encoding = is_valid_utf8(bytes) ? "UTF-8" : nullptr;
  constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                          HTML_PARSE_NONET | HTML_PARSE_COMPACT;
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> parsed(
      htmlReadMemory(bytes.data(), static_cast<int>(bytes.size()), nullptr, encoding, options),
      &xmlFreeDoc);
  if (!parsed || xmlDocGetRootElement(parsed.get()) == nullptr) {
    return tell(codes::damaged, "the file cannot be read as HTML", "is it a web page at all?");
  }
  ReadDocument document;
  Page page(parsed.get(), document);
  page.read();
  if (page.is_too_large()) {
    return tell(codes::too_large, "the page has a table that is too large",
                "keep the tables that were published");
  }
  if (page.pictures() > 0) {
    diagnostics.warning(codes::picture, {.file = file},
                        "tables of the page have pictures, which are not read",
                        "write the picture's figures as text");
  }
  return document;
}

}  // namespace redthread::documents
