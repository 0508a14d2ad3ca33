// SPDX-License-Identifier: Apache-2.0
#include "report/template/markdown.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include <md4c.h>

#include "base/text.hpp"
#include "report/template/anchors.hpp"
#include "report/template/entities.hpp"

namespace redthread::report {
namespace {

bool is_block(Directive::Kind kind) { return kind >= Directive::Kind::toc; }

/// Builds nodes from md4c's callbacks. md4c tells no places but the text itself: a chunk of text
/// lies in the parsed buffer, so that its address is its place. A construct without text of its
/// own is told at the next chunk.
class Builder {
 public:
  Builder(SourceText& source, const Scanned& scanned, bool is_comment, Template::State& state)
      : source_(source), scanned_(scanned), is_comment_(is_comment), state_(state) {}

  void enter_block(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_DOC:
        break;
      case MD_BLOCK_QUOTE:
        if (in_list_ > 0 || is_comment_) later("report.unsupported", "a quote cannot stand here");
        ++in_quote_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        if (++in_list_ > 1) later("report.unsupported", "a list inside a list is not supported");
        if (in_quote_ > 0) later("report.unsupported", "a list inside a quote is not supported");
        list_ = ListNode{.ordered = type == MD_BLOCK_OL};
        break;
      case MD_BLOCK_LI:
        begin_item();
        break;
      case MD_BLOCK_HR:
        error_at_last("report.unsupported", "a horizontal rule is not supported");
        break;
      case MD_BLOCK_H:
        begin_heading(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        break;
      case MD_BLOCK_CODE:
        later("report.unsupported", "a block of code is not supported");
        ignore_ = true;
        break;
      case MD_BLOCK_HTML:
        later("report.raw_html", "HTML is not supported");
        ignore_ = true;
        break;
      case MD_BLOCK_P:
        if (in_list_ > 0) {
          if (!pieces_.empty()) pieces_.emplace_back(BreakPiece{});
        } else {
          pieces_.clear();
        }
        break;
      case MD_BLOCK_TABLE:
        if (is_comment_) later("report.unsupported", "a comment cannot have a table");
        if (in_list_ > 0 || in_quote_ > 0) later("report.unsupported", "a table cannot stand here");
        table_ = TableNode{};
        break;
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
        in_head_ = type == MD_BLOCK_THEAD;
        break;
      case MD_BLOCK_TR:
        if (!in_head_) table_.rows.emplace_back();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        pieces_.clear();
        if (in_head_) {
          const MD_ALIGN align = static_cast<const MD_BLOCK_TD_DETAIL*>(detail)->align;
          table_.columns.push_back(align == MD_ALIGN_RIGHT ? Table::Align::end
                                                           : Table::Align::start);
        }
        break;
    }
  }

  void leave_block(MD_BLOCKTYPE type) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        --in_quote_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        if (--in_list_ == 0 && !list_.items.empty()) state_.nodes.emplace_back(std::move(list_));
        break;
      case MD_BLOCK_LI:
        flush_pending();
        if (!pieces_.empty()) list_.items.push_back(std::move(pieces_));
        pieces_.clear();
        break;
      case MD_BLOCK_H:
        flush_pending();
        state_.nodes.emplace_back(HeadingNode{heading_level_, {}, std::move(pieces_)});
        pieces_.clear();
        in_heading_ = false;
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        flush_pending();
        ignore_ = false;
        break;
      case MD_BLOCK_P:
        if (in_list_ == 0) end_paragraph();
        break;
      case MD_BLOCK_TABLE:
        state_.nodes.emplace_back(std::move(table_));
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        (in_head_ ? table_.header : table_.rows.back()).push_back(std::move(pieces_));
        pieces_.clear();
        break;
      case MD_BLOCK_DOC:
      case MD_BLOCK_HR:
      case MD_BLOCK_THEAD:
      case MD_BLOCK_TBODY:
      case MD_BLOCK_TR:
        break;
    }
  }

  void enter_span(MD_SPANTYPE type, void* detail) {
    switch (type) {
      case MD_SPAN_EM:
        ++emphasis_;
        break;
      case MD_SPAN_STRONG:
        ++strong_;
        break;
      case MD_SPAN_A:
        begin_link(static_cast<const MD_SPAN_A_DETAIL*>(detail)->href);
        break;
      case MD_SPAN_IMG:
        later("report.image", "images are not supported yet");
        ignore_ = true;
        break;
      case MD_SPAN_CODE:
        later("report.unsupported", "code is not supported");
        break;
      default:
        later("report.unsupported", "this kind of text is not supported");
        break;
    }
  }

  void leave_span(MD_SPANTYPE type) {
    if (type == MD_SPAN_EM) --emphasis_;
    if (type == MD_SPAN_STRONG) --strong_;
    if (type == MD_SPAN_A) link_.clear();
    if (type == MD_SPAN_IMG) {
      flush_pending();
      ignore_ = false;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view chunk) {
    const char* first = scanned_.markdown.data();
    if (chunk.data() >= first && chunk.data() < first + scanned_.markdown.size()) {
      last_ = static_cast<std::size_t>(chunk.data() - first);
      last_size_ = chunk.size();
    }
    flush_pending();
    switch (type) {
      case MD_TEXT_NULLCHAR:
        add_text("\uFFFD");
        break;
      case MD_TEXT_BR:
        pieces_.emplace_back(BreakPiece{});
        break;
      case MD_TEXT_SOFTBR:
        add_text(" ");
        break;
      case MD_TEXT_ENTITY:
        add_text(decoded_entity(chunk));
        break;
      case MD_TEXT_HTML:
        if (!ignore_) error_at_last("report.raw_html", "HTML is not supported");
        break;
      default:
        add_with_placeholders(chunk);
        break;
    }
  }

  void finish() {
    flush_pending();
    name_anchors();
  }

 private:
  TextRun::Style style() const {
    if (strong_ > 0) return TextRun::Style::strong;
    return emphasis_ > 0 ? TextRun::Style::emphasis : TextRun::Style::plain;
  }

  void later(const char* code, const char* message) {
    if (pending_code_ != nullptr) return;
    pending_code_ = code;
    pending_message_ = message;
  }
  void flush_pending() {
    if (pending_code_ == nullptr) return;
    const char* code = std::exchange(pending_code_, nullptr);
    error_at_last(code, pending_message_);
  }
  void error_at_last(const char* code, std::string message, std::string hint = {}) {
    const std::size_t begin = scanned_.source_offset(last_);
    const std::size_t line_end = std::min(source_.text().find('\n', begin), source_.text().size());
    source_.error(code, begin, std::min(begin + std::max<std::size_t>(last_size_, 1), line_end),
                  std::move(message), std::move(hint));
  }

  void add_text(std::string_view text) {
    if (ignore_ || text.empty()) return;
    if (!pieces_.empty()) {
      if (auto* piece = std::get_if<TextPiece>(&pieces_.back());
          piece != nullptr && piece->style == style() && piece->link == link_) {
        piece->text += text;
        return;
      }
    }
    pieces_.emplace_back(TextPiece{std::string(text), style(), link_});
  }

  void add_with_placeholders(std::string_view chunk) {
    std::size_t plain = 0;
    for (std::size_t at = chunk.find('\xF3'); at != std::string_view::npos;
         at = chunk.find('\xF3', at)) {
      const std::size_t index = placeholder_at(chunk, at);
      if (index == std::string_view::npos || index >= scanned_.placeholders.size()) {
        ++at;
        continue;
      }
      add_text(chunk.substr(plain, at - plain));
      add_placeholder(scanned_.placeholders[index]);
      at += 4;
      plain = at;
    }
    add_text(chunk.substr(plain));
  }

  void add_placeholder(const Placeholder& placeholder) {
    if (placeholder.directive == Placeholder::literal) return add_text(placeholder.text);
    if (ignore_) return;
    const Directive& directive = state_.directives[placeholder.directive];
    if (is_comment_ && is_block(directive.kind)) {
      source_.error("report.directive_in_comment", directive.range.begin, directive.range.end,
                    "a comment cannot have a block directive", "put it in the report's template");
      return;
    }
    if (in_heading_ && directive.kind == Directive::Kind::figure) {
      source_.error("report.figure_in_heading", directive.range.begin, directive.range.end,
                    "a heading cannot hold a figure", "put it in the text below");
      return;
    }
    pieces_.emplace_back(DirectivePiece{placeholder.directive, style(), link_});
  }

  void begin_item() {
    flush_pending();
    if (in_list_ > 1 && !pieces_.empty()) pieces_.emplace_back(BreakPiece{});
    if (in_list_ <= 1) pieces_.clear();
  }

  void begin_heading(unsigned level) {
    in_heading_ = true;
    pieces_.clear();
    heading_level_ = static_cast<int>(level);
    if (is_comment_) {
      later("report.unsupported", "a comment cannot have a heading");
    } else if (in_list_ > 0 || in_quote_ > 0) {
      later("report.unsupported", "a heading cannot stand here");
    } else if (heading_level_ > 4) {
      later("report.heading_level", "headings have at most four levels (`####`)");
    } else if (heading_level_ > deepest_open_ + 1) {
      later("report.heading_level", deepest_open_ == 0 ? "the first heading is a chapter (`#`)"
                                                       : "a heading level is skipped");
    }
    deepest_open_ = std::min(heading_level_, 4);
  }

  void end_paragraph() {
    flush_pending();
    Pieces pieces = std::move(pieces_);
    pieces_.clear();
    if (pieces.size() == 1) {
      if (const auto* piece = std::get_if<DirectivePiece>(&pieces[0]);
          piece != nullptr && is_block(state_.directives[piece->directive].kind)) {
        state_.nodes.emplace_back(BlockNode{{}, piece->directive});
        return;
      }
    }
    // A block directive that ended up inside a paragraph: md4c saw no paragraph of its own there.
    std::erase_if(pieces, [&](const Piece& piece) {
      const auto* directive = std::get_if<DirectivePiece>(&piece);
      if (directive == nullptr || !is_block(state_.directives[directive->directive].kind))
        return false;
      const Range range = state_.directives[directive->directive].range;
      source_.error("report.directive_in_text", range.begin, range.end,
                    "this directive stands inside a text", "put blank lines around it");
      return true;
    });
    if (!pieces.empty()) state_.nodes.emplace_back(ParagraphNode{std::move(pieces), in_quote_ > 0});
  }

  void begin_link(const MD_ATTRIBUTE& href) {
    std::string address;
    bool has_directive = false;
    const std::string_view all(href.text, href.size);
    for (std::size_t at = 0; at < all.size(); ++at) {
      has_directive = has_directive || placeholder_at(all, at) != std::string_view::npos;
    }
    for (int i = 0; href.text != nullptr && href.substr_offsets[i] < href.size; ++i) {
      const std::string_view part =
          all.substr(href.substr_offsets[i], href.substr_offsets[i + 1] - href.substr_offsets[i]);
      if (href.substr_types[i] == MD_TEXT_ENTITY) {
        address += decoded_entity(part);
      } else {
        address += part;
      }
    }
    const bool ours = address.starts_with('#') && address.size() > 1;
    if (has_directive) {
      later("report.bad_link", "a link's address cannot hold a directive");
    } else if (!ours && !address.starts_with("https://") && !address.starts_with("http://")) {
      later("report.bad_link", "a link leads to http(s)://… or to an #anchor of the report");
    } else {
      link_ = address;
      if (ours) links_.emplace_back(address.substr(1), last_);
    }
  }

  /// Anchors come from the template's own words, so that they do not move with the figures.
  void name_anchors() {
    Anchors anchors;
    for (Node& node : state_.nodes) {
      if (auto* heading = std::get_if<HeadingNode>(&node)) {
        std::string text;
        for (const Piece& piece : heading->pieces) {
          if (const auto* plain = std::get_if<TextPiece>(&piece)) text += plain->text;
        }
        heading->id = anchors.make(text);
      } else if (auto* table = std::get_if<TableNode>(&node)) {
        table->id = anchors.make("tabell");
      } else if (auto* block = std::get_if<BlockNode>(&node)) {
        const Directive& directive = state_.directives[block->directive];
        const bool is_chart = directive.kind == Directive::Kind::chart;
        std::string name = is_chart ? "diagram" : "tabell";
        for (const std::string& word : directive.words) name += " " + word;
        block->id = anchors.make(name + " " + directive.goal + " " + directive.section);
      }
    }
    const std::vector<std::string> known(anchors.all().begin(), anchors.all().end());
    for (const auto& [name, at] : links_) {
      if (anchors.all().contains(name)) continue;
      last_ = at;
      last_size_ = 1;
      error_at_last("report.unknown_anchor", "the report has no anchor `#" + name + "`",
                    name_hint(name, known));
    }
  }

  SourceText& source_;
  const Scanned& scanned_;
  bool is_comment_;
  Template::State& state_;

  Pieces pieces_;
  ListNode list_;
  TableNode table_;
  std::string link_;
  std::vector<std::pair<std::string, std::size_t>> links_;  ///< anchor, near which place
  std::size_t last_ = 0;  ///< the latest chunk of text, in the markdown
  std::size_t last_size_ = 1;
  const char* pending_code_ = nullptr;
  const char* pending_message_ = "";
  int in_quote_ = 0;
  int in_list_ = 0;
  int emphasis_ = 0;
  int strong_ = 0;
  int heading_level_ = 1;
  int deepest_open_ = 0;
  bool in_heading_ = false;
  bool in_head_ = false;
  bool ignore_ = false;
};

Builder& builder(void* user) { return *static_cast<Builder*>(user); }

}  // namespace

void read_markdown(SourceText& source, const Scanned& scanned, bool is_comment,
                   Template::State& state) {
  Builder built(source, scanned, is_comment, state);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_COLLAPSEWHITESPACE | MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    builder(user).enter_block(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* user) {
    builder(user).leave_block(type);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
    builder(user).enter_span(type, detail);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
    builder(user).leave_span(type);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    builder(user).text(type, {text, size});
    return 0;
  };
  md_parse(scanned.markdown.data(), static_cast<MD_SIZE>(scanned.markdown.size()), &parser, &built);
  built.finish();
}

}  // namespace redthread::report
