// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "figures/formula.hpp"

namespace redthread::figures {

/// What a column is applied to: an expression, or an indicator with its formulas by date.
struct Subject {
  const Expression* expression = nullptr;
  const Indicator* indicator = nullptr;
};

/// A question's place: which unit and which period, inside which statement (for its own columns).
struct Question {
  int unit = 0;
  Period asked;
  const Statement* statement = nullptr;
};

/// Columns: a scenario over a span, a comparison of two columns, a formula over columns. Own
/// columns that mean the same as a standard one give the very same figure.
class Columns {
 public:
  Columns(Formulas& formulas, FigureStore& store);

  /// Never null; in the subject's own format unless the column has one.
  FigurePtr figure(const Subject& subject, const Question& question, const StatementColumn& column);

  const Catalog& catalog() const { return store_.catalog(); }
  FigureStore& store() { return store_; }
  /// The subject over exactly these months.
  FigurePtr over(const Subject& subject, const Where& where);
  std::string text_of(const Subject& subject) const;
  /// The change of method without a bridge that lies between the ends of two figures of the
  /// subject.
  std::optional<Month> changed_between(const Subject& subject, const Figure& left,
                                       const Figure& right) const;

 private:
  /// In the subject's own format.
  FigurePtr plain(const Subject& subject, const Question& question, const StatementColumn& column);
  FigurePtr value(const Subject& subject, Question question, const StatementColumn& column);
  FigurePtr comparison(const Subject& subject, const Question& question,
                       const StatementColumn& column);
  FigurePtr formula(const Subject& subject, const Question& question,
                    const StatementColumn& column);
  FigurePtr by_key(const Subject& subject, const Question& question, const std::string& column);
  FigurePtr unanswerable(const Subject& subject, const Question& question,
                         const StatementColumn& column);

  FormulaWalk column_walk(const Subject& subject, const Question& question,
                          const StatementColumn& column);
  std::string column_word(const Question& question, const StatementColumn& column) const;
  int lag(const Subject& subject, Month at) const;

  Formulas& formulas_;
  FigureStore& store_;
};

/// The column of the statement, or the standard column, with this key; nullptr when neither.
const StatementColumn* column_by_key(const Statement* statement, std::string_view key);

}  // namespace redthread::figures
