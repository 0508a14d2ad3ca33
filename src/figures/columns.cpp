// SPDX-License-Identifier: Apache-2.0
#include "figures/columns.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "figures/compare.hpp"
#include "figures/spans.hpp"
#include "figures/states.hpp"
#include "figures/subject.hpp"

namespace redthread::figures {
namespace {

using Kind = ColumnRule::Kind;

bool same_value_rule(const ColumnRule& a, const ColumnRule& b) {
  return a.kind == Kind::value && b.kind == Kind::value && a.scenario == b.scenario &&
         a.span == b.span && a.years_back == b.years_back;
}

/// The standard column that shows the same scenario over the same span; nullptr when none does.
const StatementColumn* standard_twin(const ColumnRule& rule) {
  for (const StatementColumn& column : standard_columns()) {
    if (same_value_rule(column.rule, rule)) return &column;
  }
  return nullptr;
}

}  // namespace

const StatementColumn* column_by_key(const Statement* statement, std::string_view key) {
  if (statement != nullptr) {
    const auto found =
        std::find_if(statement->columns.begin(), statement->columns.end(),
                     [&](const StatementColumn& column) { return column.key == key; });
    if (found != statement->columns.end()) return &*found;
  }
  return standard_column(key);
}

Columns::Columns(Formulas& formulas, FigureStore& store) : formulas_(formulas), store_(store) {}

std::string Columns::text_of(const Subject& subject) const {
  return subject.indicator != nullptr ? subject.indicator->key : to_text(*subject.expression);
}

int Columns::lag(const Subject& subject, Month at) const {
  if (subject.indicator == nullptr) return lag_of(*subject.expression, catalog());
  const DefinitionVersion& version = version_at(subject.indicator->versions, at);
  return version.formula ? lag_of(*version.formula, catalog()) : 0;
}

std::string Columns::column_word(const Question& question, const StatementColumn& column) const {
  // Standard columns mean the same everywhere; a statement's own are known inside it only.
  if (question.statement == nullptr) return column.key;
  const StatementColumn* standard = standard_column(column.key);
  const bool is_standard = standard != nullptr && standard->rule.kind == column.rule.kind &&
                           standard->rule.left == column.rule.left &&
                           standard->rule.right == column.rule.right;
  return is_standard ? column.key : question.statement->key + ":" + column.key;
}

FigurePtr Columns::figure(const Subject& subject, const Question& question,
                          const StatementColumn& column) {
  FigurePtr figure = plain(subject, question, column);
  if (!column.show) return figure;
  switch (column.rule.kind) {
    case Kind::value:
    case Kind::formula:
      return store_.shown(figure, *column.show);
    case Kind::difference:
      return store_.shown(figure, as_difference(*column.show));
    case Kind::change:
      return store_.shown(figure, figure->operation == Operation::change
                                      ? as_change(*column.show)
                                      : as_difference(*column.show));
  }
  return figure;
}

FigurePtr Columns::plain(const Subject& subject, const Question& question,
                         const StatementColumn& column) {
  switch (column.rule.kind) {
    case Kind::value:
      return value(subject, question, column);
    case Kind::difference:
    case Kind::change:
      return comparison(subject, question, column);
    case Kind::formula:
      break;
  }
  return formula(subject, question, column);
}

FigurePtr Columns::by_key(const Subject& subject, const Question& question,
                          const std::string& column) {
  const StatementColumn* found = column_by_key(question.statement, column);
  REDTHREAD_ASSERT(found != nullptr, "a column names columns of its statement or standard ones");
  return plain(subject, question, *found);
}

FigurePtr Columns::over(const Subject& subject, const Where& where) {
  if (subject.indicator == nullptr) return formulas_.figure(*subject.expression, where);
  return formulas_.by_version(subject.indicator->key, subject.indicator->versions, {}, where);
}

FigurePtr Columns::unanswerable(const Subject& subject, const Question& question,
                                const StatementColumn& column) {
  Figure figure;
  figure.address = store_.address(text_of(subject) + to_string(column.rule.cell), question.unit,
                                  question.asked, column_word(question, column));
  figure.label = subject.indicator != nullptr ? subject.indicator->name
                                              : label_of(*subject.expression, catalog());
  figure.period = question.asked;
  figure.scenario = column.rule.scenario;
  make_missing(figure, {"uppdelningen finns inte", "there is no such breakdown"},
               State::not_applicable);
  return store_.keep(std::move(figure));
}

FigurePtr Columns::value(const Subject& subject, Question question, const StatementColumn& column) {
  const ColumnRule& rule = column.rule;
  if (!rule.unit.empty()) {
    const auto unit = catalog().organisation.index_of(rule.unit);
    REDTHREAD_ASSERT(unit.has_value(), "a column's unit is checked by the catalog");
    question.unit = *unit;
  }
  Subject here = subject;
  std::optional<Expression> split;
  if (!rule.cell.empty()) {
    if (subject.indicator == nullptr) split = with_cell(*subject.expression, rule.cell, catalog());
    if (!split) return unanswerable(subject, question, column);
    here.expression = &*split;
  }
  const StatementColumn* twin = standard_twin(rule);
  std::string word = twin != nullptr ? twin->key : column_word(question, column);

  Figure figure;
  figure.address = store_.address(text_of(here), question.unit, question.asked, std::move(word));
  const std::string id = to_string(figure.address);
  if (FigurePtr known = store_.find(id)) return known;

  const Period span =
      resolve_span(question.asked, rule.span, rule.years_back, lag(here, question.asked.last()));
  Where where{.unit = question.unit, .span = span, .scenario = rule.scenario};
  // A report that is made again shows the forecast that was known when its period ended.
  if (rule.scenario == Scenario::forecast) where.known = question.asked.last();
  const FigurePtr answer = over(here, where);
  FigureAddress address = std::move(figure.address);
  figure = *answer;
  figure.address = std::move(address);
  if (const Indicator* indicator = here.indicator) {
    figure.label = indicator->name;
    figure.unit = indicator->unit;
    figure.format = indicator->show;
    figure.explanation = indicator->definition;
    figure.definition_source = indicator->source;
    const DefinitionVersion& version = version_at(indicator->versions, span.last());
    figure.definition_version = version.number;
    if (version.formula) figure.definition = to_text(*version.formula);
  }
  return store_.keep(std::move(figure));
}

std::optional<Month> Columns::changed_between(const Subject& subject, const Figure& left,
                                              const Figure& right) const {
  const Month a = std::min(left.period.last(), right.period.last());
  const Month b = std::max(left.period.last(), right.period.last());
  if (a == b) return std::nullopt;
  if (subject.indicator == nullptr) {
    return unbridged_change(*subject.expression, catalog(), a, b);
  }
  if (const auto own = unbridged_change(subject.indicator->versions, a, b)) return own;
  for (const Month end : {a, b}) {
    const DefinitionVersion& version = version_at(subject.indicator->versions, end);
    if (!version.formula) continue;
    if (const auto found = unbridged_change(*version.formula, catalog(), a, b)) return found;
  }
  return std::nullopt;
}

FigurePtr Columns::comparison(const Subject& subject, const Question& question,
                              const StatementColumn& column) {
  Figure figure;
  figure.address = store_.address(text_of(subject), question.unit, question.asked,
                                  column_word(question, column));
  if (FigurePtr known = store_.find(to_string(figure.address))) return known;

  const FigurePtr left = by_key(subject, question, column.rule.left);
  const FigurePtr right = by_key(subject, question, column.rule.right);
  figure.label = left->label;
  figure.period = left->period;
  figure.scenario = left->scenario;
  figure.explanation = left->explanation;
  figure.definition_source = left->definition_source;
  figure.definition_version = left->definition_version;
  const auto changed = changed_between(subject, *left, *right);
  if (column.rule.kind == Kind::difference) {
    figure.definition = column.rule.left + " - " + column.rule.right;
    compare_difference(figure, left, right, changed);
  } else {
    compare_change(figure, left, right, changed);
    const bool points = figure.operation != Operation::change;
    figure.definition = points ? column.rule.left + " - " + column.rule.right
                               : "(|" + column.rule.left + "| - |" + column.rule.right + "|) / |" +
                                     column.rule.right + "|";
  }
  return store_.keep(std::move(figure));
}

FormulaWalk Columns::column_walk(const Subject& subject, const Question& question,
                                 const StatementColumn& column) {
  const std::string word = column_word(question, column);
  return FormulaWalk(
      store_,
      [this, subject, question](const Expression& key, const Where& where) {
        Question then = question;
        then.asked = where.span;
        return by_key(subject, then, key.key);
      },
      [this, subject, word](const Expression& part, const Where& where) {
        return store_.address(text_of(subject), where.unit, where.span, word + ":" + to_text(part));
      });
}

FigurePtr Columns::formula(const Subject& subject, const Question& question,
                           const StatementColumn& column) {
  REDTHREAD_ASSERT(column.rule.formula.has_value(), "a formula column has a formula");
  const Expression& formula = *column.rule.formula;
  const Where where{
      .unit = question.unit, .span = question.asked, .scenario = column.rule.scenario};
  const FigurePtr answer = column_walk(subject, question, column).figure(formula, where);
  Figure figure = *answer;
  figure.address = store_.address(text_of(subject), question.unit, question.asked,
                                  column_word(question, column));
  figure.label = subject.indicator != nullptr ? subject.indicator->name
                                              : label_of(*subject.expression, catalog());
  // Columns of a row share its measure unit: sums are shown like the row, quotients as shares.
  const bool quotient = figure.operation == Operation::divide;
  if (!quotient && !figure.operands.empty()) {
    figure.format = figure.operands.front()->format;
    figure.unit = figure.operands.front()->unit;
  } else if (quotient) {
    figure.format = {.style = NumberFormat::Style::percent, .decimals = 1};
    figure.unit = {};
  }
  return store_.keep(std::move(figure));
}

}  // namespace redthread::figures
