// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "figures/evaluator.hpp"
#include "model/catalog.hpp"
#include "model/cube.hpp"

namespace redthread::catalog {
struct TargetContext;
}

namespace redthread::figures {

/// For tests: the words of tests/figures/*.txt (its README says how they are written).

/// `HSF`, `"two words"`, `visits{sex: women}`: words separated by spaces, quotes and braces kept
/// together.
std::vector<std::string> words_of(const std::string& text);
/// What stands after the first `mark`, trimmed; empty when there is none.
std::string after(const std::string& text, const std::string& mark);
/// What stands before the first `mark`, trimmed; all when there is none.
std::string before(const std::string& text, const std::string& mark);

/// A catalog and a cube made from `given` lines. Throws on a line that it cannot read.
class World {
 public:
  /// Takes one `given` line.
  void take(const std::string& line);

  /// Ready to be asked, in an organisation view.
  Evaluator& evaluator(const OrganisationView& view = {});
  const Catalog& catalog() const { return catalog_; }

  /// A formula over the catalog's measures.
  Expression formula(const std::string& text);

 private:
  void unit(const std::vector<std::string>& words);
  void breakdown(const std::vector<std::string>& words);
  /// `profile summer "Sommarprofil" 9 8 9 8 8 8 6 7 9 10 9 9`
  void profile(const std::vector<std::string>& words);
  static DefinitionVersion version(const std::string& text, int number);
  void measure(const std::string& line);
  void option(Measure& measure, const std::string& text);
  int profile_by_key(const std::string& key) const;
  NumberFormat fitted(const std::string& text, const MeasureUnit& unit);
  void indicator(const std::string& line);
  void option(Indicator& indicator, const std::string& text);
  /// `target 2024 >= 95 %`, `target 2024 at A pro_rated >= 100`
  void target(Indicator& indicator, const catalog::TargetContext& context,
              const std::vector<std::string>& words, std::string text);
  void check(Expression& expression);
  void resolve();
  Cube::Key key_of(const std::vector<std::string>& words);
  std::int64_t stored(const Cube::Key& key, const std::string& written) const;
  Cube::Value value_of(const Cube::Key& key, Period span, const std::string& written, State state,
                       const std::string& note);
  /// `row visits HSF 2024-01 actual 100`, or with a state: `... 100 preliminary "why"`; of a
  /// forecast then also `made 2024-04` and `interval 95 105`.
  void add_row(std::vector<std::string> words);
  /// `months visits HSF 2024-01 actual 10 20 - 40`: one value a month from there on.
  void add_months(const std::vector<std::string>& words);

  Catalog catalog_;
  Cube cube_;
  std::vector<UnitValidity> units_;
  std::vector<std::vector<std::string>> texts_;            ///< formulas by measure and version
  std::vector<std::vector<std::string>> indicator_texts_;  ///< the same by indicator
  std::vector<std::vector<std::string>> options_;          ///< of indicators
  std::vector<std::string> rows_;
  std::map<OrganisationView, std::unique_ptr<Evaluator>> evaluators_;
};

}  // namespace redthread::figures
