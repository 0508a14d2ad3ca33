// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"
#include "model/document.hpp"
#include "model/internal_control.hpp"
#include "model/results.hpp"

namespace redthread::report {

/// A report template is Markdown with directives (docs/report-templates.md). It is parsed without
/// any figure at hand; `requests` says what it wants to show; someone who can evaluate fills a
/// `Content`; `compose` makes the Document. So `report` never needs to know how figures are made.

/// One thing that the template wants, with where it was asked for.
struct Request {
  enum class Kind {
    figure,
    statement,
    scorecard,
    goals,
    comment,
    unit_comments,
    findings,
    activities,
    series,
    internal_control,
  };
  Kind kind = Kind::figure;
  std::string key;     ///< measure, indicator or `statement/row`; statement; goal or list; comment
  std::string column;  ///< figure: standard or statement column; empty = `ytd`
  std::string unit;    ///< unit code; empty = the report's unit
  std::vector<std::string> keys;     ///< scorecard: indicators; series: measures or indicators
  std::string section;               ///< activities: section key
  std::string unit_kind;             ///< unit_comments: of units of this kind; empty = all
  std::vector<std::string> columns;  ///< series: standard columns
  int months = 0;                    ///< series: how many, the last is the period's last
  Span place;
  std::string excerpt;
};

/// A parsed template; opaque outside `report`.
class Template {
 public:
  /// nullopt with diagnostics (unknown directive, bad option, unclosed brace, ...).
  static std::optional<Template> parse(const ReportTemplate& source, Diagnostics& diagnostics);
  /// A comment's text as a template: paragraphs and lists with figures, no headings, tables or
  /// block directives. Whoever answers a comment's request parses it so, and answers its requests.
  static std::optional<Template> parse_comment(const Comment& comment, Diagnostics& diagnostics);
  Template(Template&&) noexcept;
  Template& operator=(Template&&) noexcept;
  ~Template();

  const std::vector<Request>& requests() const;
  const std::string& title() const;
  /// The unit (code) that the report is about, as its front matter says; empty = not said there.
  const std::string& unit() const;

  struct State;
  const State& state() const { return *state_; }

 private:
  explicit Template(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Checks that what the template asks for exists in the catalog (keys, columns, units), with the
/// nearest valid name otherwise. A comment is only looked up: its text is a template of its own,
/// to be checked as one.
bool check_template(const Template& parsed, const Catalog& catalog, Diagnostics& diagnostics);

/// The answer to one request; the member that fits its kind is set.
struct Answer {
  FigurePtr figure;
  std::optional<StatementTable> statement;
  std::optional<Scorecard> scorecard;
  std::vector<GoalAttainment> goals;
  std::vector<Finding> findings;
  std::vector<Activity> activities;
  /// One a key and column (all columns of the first key first): a figure a month, oldest first.
  std::vector<std::vector<FigurePtr>> series;
  /// A comment is itself a little template (`Template::parse_comment`); `comment_answers` are in
  /// order of its own requests.
  std::optional<Comment> comment;
  std::vector<Answer> comment_answers;
  std::vector<Answer> unit_comments;  ///< each with a comment and its `unit_name`
  std::string unit_name;
  InternalControlPtr internal_control;
};

struct Content {
  Period period;
  std::string unit_name;
  std::optional<Date> restated_to;  ///< the organisation of this day; nullopt = as it was
  std::vector<Answer> answers;      ///< one a request, same order
  std::vector<Delivery> deliveries;
  std::string plan;  ///< as Document has it
};

/// Template x answers -> Document.
Document compose(const Template& parsed, const Content& content, const Catalog& catalog);

}  // namespace redthread::report
