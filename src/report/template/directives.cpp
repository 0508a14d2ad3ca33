// SPDX-License-Identifier: Apache-2.0
#include "report/template/directives.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.hpp"
#include "report/template/chart_directive.hpp"
#include "report/template/directive_reader.hpp"
#include "report/template/directive_rules.hpp"

namespace redthread::report {
namespace {

constexpr char placeholder_lead = '\xF3';

/// The request that a directive makes, if it needs figures.
std::optional<Request> request_of(const Directive& directive) {
  using Kind = Directive::Kind;
  Request request;
  request.unit = directive.unit;
  switch (directive.kind) {
    case Kind::figure:
    case Kind::word:
      request.kind = Request::Kind::figure;
      request.key = directive.words[0];
      if (directive.words.size() > 1) request.column = directive.words[1];
      return request;
    case Kind::statement:
      request.kind = Request::Kind::statement;
      request.key = directive.words[0];
      return request;
    case Kind::scorecard:
      request.kind = Request::Kind::scorecard;
      request.key = directive.goal;
      request.keys = directive.words;
      return request;
    case Kind::goals:
      request.kind = Request::Kind::goals;
      return request;
    case Kind::comment:
      request.kind = Request::Kind::comment;
      request.key = directive.words[0];
      return request;
    case Kind::findings:
      request.kind = Request::Kind::findings;
      return request;
    case Kind::activities:
      request.kind = Request::Kind::activities;
      request.section = directive.section;
      return request;
    case Kind::comments:
      request.kind = Request::Kind::unit_comments;
      request.unit_kind = directive.kind_of_unit;
      return request;
    case Kind::risk_levels:
    case Kind::risk_matrix:
    case Kind::risks:
    case Kind::controls:
    case Kind::mitigations:
      request.kind = Request::Kind::internal_control;
      return request;
    case Kind::chart:
      return chart_request(directive);
    case Kind::period:
    case Kind::unit:
    case Kind::toc:
    case Kind::deliveries:
      break;
  }
  return std::nullopt;
}

class Scanner {
 public:
  Scanner(SourceText& source, Template::State& state) : source_(source), state_(state) {}

  Scanned scan(std::size_t body) {
    const std::string_view text = source_.text();
    scanned_.markdown.reserve(text.size() - body + 64);
    at_ = body;
    copied_ = body;
    bool line_start = true;
    while (at_ < text.size() && !source_.stopped()) {
      if (line_start) {
        line_start = false;
        if (block_line()) {
          line_start = true;
          continue;
        }
      }
      const char c = text[at_];
      if (c == '\n') {
        line_start = true;
        ++at_;
      } else if (c == '\\' && at_ + 1 < text.size() && text[at_ + 1] != '\n') {
        at_ += 2;
      } else if (c == '{') {
        inline_directive();
      } else if (c == ':') {
        colon();
      } else if (c == placeholder_lead && placeholder_at(text, at_) != std::string_view::npos) {
        copy_to(at_);
        add_placeholder({Placeholder::literal, std::string(text.substr(at_, 4))});
        skip_to(at_ + 4);
      } else {
        ++at_;
      }
    }
    copy_to(text.size());
    return std::move(scanned_);
  }

 private:
  void mark_origin() { scanned_.origins.emplace_back(scanned_.markdown.size(), copied_); }
  void copy_to(std::size_t end) {
    if (end <= copied_) return;
    mark_origin();
    scanned_.markdown += source_.text(copied_, end);
    copied_ = end;
  }
  void skip_to(std::size_t end) {
    at_ = end;
    copied_ = end;
  }

  void add_placeholder(Placeholder placeholder) {
    const std::size_t index = scanned_.placeholders.size();
    if (index >= max_placeholders) {
      if (!full_) {
        source_.error("report.too_many_directives", at_, at_ + 1,
                      "more than " + std::to_string(max_placeholders) + " directives");
      }
      full_ = true;
      return;
    }
    mark_origin();
    scanned_.markdown += to_utf8(first_placeholder + static_cast<char32_t>(index));
    scanned_.placeholders.push_back(std::move(placeholder));
  }

  void add_directive(Directive directive) {
    if (auto request = request_of(directive)) {
      const Range range =
          directive.word_ranges.empty() ? directive.range : directive.word_ranges[0];
      request->place = source_.span(range.begin, range.end);
      request->excerpt = source_.excerpt(range.begin);
      directive.request = static_cast<int>(state_.requests.size());
      state_.requests.push_back(std::move(*request));
    }
    state_.directives.push_back(std::move(directive));
    add_placeholder({state_.directives.size() - 1, {}});
  }

  /// Takes the line at `at_` when it is a block directive.
  bool block_line() {
    const std::string_view text = source_.text();
    std::size_t begin = at_;
    while (begin < text.size() && (text[begin] == ' ' || text[begin] == '\t')) ++begin;
    if (text.substr(begin, 2) != "::") return false;
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    copy_to(at_);
    ReadDirective read = read_block_directive(source_, begin, end);
    copied_ = begin;  // what follows comes from here
    scanned_.markdown += "\n\n";
    if (read.directive) add_directive(std::move(*read.directive));
    scanned_.markdown += "\n\n";
    skip_to(std::min(end + 1, text.size()));
    return true;
  }

  void inline_directive() {
    copy_to(at_);
    ReadDirective read = read_inline_directive(source_, at_);
    if (read.directive) add_directive(std::move(*read.directive));
    skip_to(std::max(read.end, at_ + 1));
  }

  /// `… ::toc` inside a line was meant as a directive.
  void colon() {
    const std::string_view rest = source_.text().substr(at_);
    if (rest.substr(0, 2) == "::") {
      std::size_t length = 2;
      while (length < rest.size() && rest[length] >= 'a' && rest[length] <= 'z') ++length;
      if (find_rule(rest.substr(2, length - 2), true) != nullptr) {
        source_.error("report.directive_in_text", at_, at_ + length,
                      "`" + std::string(rest.substr(0, length)) + "` stands inside a line",
                      "put it on a line of its own");
      }
      at_ += length;
    } else {
      ++at_;
    }
  }

  SourceText& source_;
  Template::State& state_;
  Scanned scanned_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  bool full_ = false;
};

}  // namespace

std::size_t Scanned::source_offset(std::size_t markdown_offset) const {
  auto after = std::upper_bound(
      origins.begin(), origins.end(), markdown_offset,
      [](std::size_t offset, const auto& origin) { return offset < origin.first; });
  if (after == origins.begin()) return origins.empty() ? 0 : origins.front().second;
  const auto& origin = *std::prev(after);
  return origin.second + (markdown_offset - origin.first);
}

std::size_t placeholder_at(std::string_view markdown, std::size_t at) {
  if (markdown[at] != placeholder_lead || markdown.size() - at < 4) return std::string_view::npos;
  const Character character = character_at(markdown, at);
  if (!character.valid || character.code_point < first_placeholder ||
      character.code_point >= first_placeholder + max_placeholders) {
    return std::string_view::npos;
  }
  return character.code_point - first_placeholder;
}

Scanned scan_directives(SourceText& source, std::size_t body, Template::State& state) {
  return Scanner(source, state).scan(body);
}

}  // namespace redthread::report
