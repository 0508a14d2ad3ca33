// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "catalog/formats.hpp"
#include "catalog/formula.hpp"
#include "catalog/targets.hpp"
#include "figures/evaluator.hpp"

// Reads tests/figures/*.txt (its README says how they are written): given rows, ask a figure,
// expect the figure. Numbers in them are worked out by hand and never by a machine.

namespace redthread::figures {
namespace {

struct Line {
  int number = 0;
  std::string text;
};
struct Case {
  std::string file;
  std::string name;
  std::vector<Line> lines;  ///< the file's `given` lines first
};

/// `HSF`, `"two words"`, `visits{sex: women}`: words separated by spaces, quotes and braces kept
/// together.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  int braces = 0;
  bool any = false;
  for (const char c : text) {
    if (c == '"') {
      quoted = !quoted;
      any = true;
      continue;
    }
    if (c == '{') ++braces;
    if (c == '}') --braces;
    if (c == ' ' && !quoted && braces == 0) {
      if (any) words.push_back(word);
      word.clear();
      any = false;
      continue;
    }
    word += c;
    any = true;
  }
  if (any) words.push_back(word);
  return words;
}

std::string after(const std::string& text, const std::string& mark) {
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? "" : std::string(trim(text.substr(at + mark.size())));
}
std::string before(const std::string& text, const std::string& mark) {
  return std::string(trim(text.substr(0, text.find(mark))));
}

/// As a person types it: plain spaces and minus signs.
std::string typed(std::string text) {
  for (const auto& [printed, plain] :
       {std::pair("\u00A0", " "), std::pair("\u202F", " "), std::pair("\u2212", "-")}) {
    for (std::size_t at = text.find(printed); at != std::string::npos; at = text.find(printed)) {
      text.replace(at, std::string_view(printed).size(), plain);
    }
  }
  return text;
}

/// A catalog and a cube made from `given` lines.
class World {
 public:
  void take(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    const std::string& kind = words.at(0);
    if (kind == "unit") return unit(words);
    if (kind == "breakdown") return breakdown(words);
    if (kind == "hours_per_fte") {
      catalog_.region.hours_per_fte = *Decimal::parse(words.at(1));
    } else if (kind == "profile") {
      profile(words);
    } else if (kind == "goal_share") {
      catalog_.region.goal_share_positive = *Decimal::parse(words.at(1));
    } else if (kind == "goal") {
      const std::string parent = words.size() > 2 ? words[2] : "";
      catalog_.plan.goals.push_back({.key = words.at(1), .parent = parent});
    } else if (kind == "measure") {
      measure(line);
    } else if (kind == "indicator") {
      indicator(line);
    } else if (kind == "row") {
      rows_.push_back(line);
    } else if (kind == "months") {
      rows_.push_back(line);
    } else {
      throw std::runtime_error("unknown word `" + kind + "`");
    }
  }

  /// Ready to be asked, in an organisation view.
  Evaluator& evaluator(const OrganisationView& view = {}) {
    if (evaluators_.empty()) {
      catalog_.region.key = "test";
      catalog_.organisation = Organisation(units_);
      catalog_.facts.push_back({.key = "rows"});
      catalog_.index_names();
      resolve();
      cube_ = Cube(Period(Month(2020, 1), Month(2026, 12)));
      for (const std::string& row : rows_) {
        row.starts_with("months") ? add_months(words_of(row)) : add_row(words_of(row));
      }
    }
    std::unique_ptr<Evaluator>& evaluator = evaluators_[view];
    if (!evaluator) evaluator = std::make_unique<Evaluator>(catalog_, cube_, view);
    return *evaluator;
  }
  const Catalog& catalog() const { return catalog_; }

  Expression formula(const std::string& text) {
    Diagnostics diagnostics;
    const catalog::FormulaOrigin origin{.excerpt = text};
    auto expression = catalog::parse_formula(text, origin, catalog_.measure_units, diagnostics);
    if (!expression) throw std::runtime_error(to_text(diagnostics));
    check(*expression);
    return *expression;
  }

 private:
  void unit(const std::vector<std::string>& words) {
    UnitValidity validity{.code = words.at(1), .name = words.at(1), .kind = "unit"};
    validity.valid_from = *Date::from_ymd(2000, 1, 1);
    for (std::size_t i = 2; i + 1 < words.size(); i += 2) {
      if (words[i] == "under") validity.parent = words[i + 1];
      if (words[i] == "from") validity.valid_from = Month::parse(words[i + 1])->first_day();
      if (words[i] == "until") validity.valid_to = Month::parse(words[i + 1])->last_day();
      if (words[i] == "to") validity.successor = words[i + 1];
      if (words[i] == "share") validity.share = Decimal::parse(words[i + 1]);
    }
    units_.push_back(validity);
  }

  void breakdown(const std::vector<std::string>& words) {
    Breakdown result{.key = words.at(1), .name = {words[1], words[1]}};
    for (std::size_t i = 2; i < words.size(); ++i) {
      result.categories.push_back({.key = words[i], .name = {words[i], words[i]}});
    }
    catalog_.breakdowns.push_back(result);
  }

  /// `profile summer "Sommarprofil" 9 8 9 8 8 8 6 7 9 10 9 9`
  void profile(const std::vector<std::string>& words) {
    Profile result{.key = words.at(1), .name = {words.at(2), words[2]}};
    for (std::size_t i = 0; i < 12; ++i) result.weights[i] = *Decimal::parse(words.at(3 + i));
    catalog_.profiles.push_back(result);
  }

  static DefinitionVersion version(const std::string& text, int number) {
    const std::vector<std::string> words = words_of(before(text, "="));
    DefinitionVersion result{.number = number};
    result.from = Month::parse(words.at(1));
    result.bridge = words.size() > 2 && words[2] == "bridge";
    return result;
  }

  void measure(const std::string& line) {
    std::vector<std::string_view> parts = split(line, ';');
    const std::string head(trim(parts.at(0)));
    const std::vector<std::string> words = words_of(before(head, "="));
    Measure result{.key = words.at(1), .name = {words[1], words[1]}, .fact = 0};
    const auto unit = catalog_.measure_units.find(words.size() > 2 ? words[2] : "st");
    if (!unit) throw std::runtime_error("unknown measure unit in: " + line);
    result.unit = *unit;
    result.scale = catalog::default_scale(*unit);
    result.show = catalog::default_format(*unit);
    result.versions.push_back({});
    texts_.push_back({after(head, "=")});
    if (head.find('=') != std::string::npos) result.fact = -1;
    for (std::size_t i = 1; i < parts.size(); ++i) option(result, std::string(trim(parts[i])));
    catalog_.measures.push_back(result);
  }

  void option(Measure& measure, const std::string& text) {
    const std::vector<std::string> words = words_of(text);
    const std::string& value = words.size() > 1 ? words[1] : words.at(0);
    if (words[0] == "by")
      measure.breakdowns.assign(words.begin() + 1, words.end());
    else if (words[0] == "lag")
      measure.lag_months = std::stoi(value);
    else if (words[0] == "time")
      measure.time = value == "last" ? TimeBehaviour::last : TimeBehaviour::mean;
    else if (words[0] == "aggregate")
      measure.aggregate = Aggregation::none;
    else if (words[0] == "budget_profile")
      measure.budget_profile = profile_by_key(value);
    else if (words[0] == "same_as")
      measure.same_as.push_back(value);
    else if (words[0] == "show")
      measure.show = fitted(text.substr(5), measure.unit);
    else if (words[0] == "change") {
      measure.versions.push_back(version(text, static_cast<int>(measure.versions.size()) + 1));
      texts_.back().push_back(after(text, "="));
    } else {
      throw std::runtime_error("unknown option: " + text);
    }
  }

  int profile_by_key(const std::string& key) const {
    for (std::size_t i = 0; i < catalog_.profiles.size(); ++i) {
      if (catalog_.profiles[i].key == key) return static_cast<int>(i);
    }
    throw std::runtime_error("no profile `" + key + "`");
  }

  NumberFormat fitted(const std::string& text, const MeasureUnit& unit) {
    std::string why;
    const auto format = parse_number_format(text);
    if (!format) throw std::runtime_error("not a format: " + text);
    return catalog::fitted(*format, unit, why).value();
  }

  void indicator(const std::string& line) {
    std::vector<std::string_view> parts = split(line, ';');
    const std::string head(trim(parts.at(0)));
    Indicator result{.key = words_of(before(head, "=")).at(1)};
    result.name = {result.key, result.key};
    result.versions.push_back({});
    indicator_texts_.push_back({after(head, "=")});
    options_.emplace_back();
    for (std::size_t i = 1; i < parts.size(); ++i) {
      const std::string text(trim(parts[i]));
      if (text.starts_with("change ")) {
        result.versions.push_back(version(text, static_cast<int>(result.versions.size()) + 1));
        indicator_texts_.back().push_back(after(text, "="));
      } else {
        options_.back().push_back(text);
      }
    }
    catalog_.indicators.push_back(result);
  }

  void option(Indicator& indicator, const std::string& text) {
    const std::vector<std::string> words = words_of(text);
    const std::string value = std::string(trim(text.substr(words.at(0).size())));
    const catalog::TargetContext context{
        .units = catalog_.measure_units, .unit = indicator.unit, .show = indicator.show};
    if (words[0] == "show") {
      indicator.show = fitted(value, indicator.unit);
    } else if (words[0] == "better") {
      indicator.better = value == "higher" ? Better::higher : Better::lower;
    } else if (words[0] == "scenario") {
      indicator.scenario = *parse_scenario(value);
    } else if (words[0] == "period") {
      indicator.period = value == "month"  ? Indicator::SpanRule::month
                         : value == "year" ? Indicator::SpanRule::year
                         : value == "r12"  ? Indicator::SpanRule::r12
                                           : Indicator::SpanRule::ytd;
    } else if (words[0] == "tolerance") {
      catalog::parse_bound(value, context, indicator.tolerance);
    } else if (words[0] == "dead_band") {
      catalog::parse_bound(value, context, indicator.dead_band);
    } else if (words[0] == "goal") {
      indicator.goal = value;
    } else if (words[0] == "target") {
      target(indicator, context, words, text);
    } else {
      throw std::runtime_error("unknown option: " + text);
    }
  }

  /// `target 2024 >= 95 %`, `target 2024 at A pro_rated >= 100`
  void target(Indicator& indicator, const catalog::TargetContext& context,
              const std::vector<std::string>& words, std::string text) {
    Target target{.year = std::stoi(words.at(1))};
    text = std::string(trim(after(text, words[1])));
    if (text.starts_with("at ")) {
      target.unit_code = words.at(3);
      text = after(text, words[3]);
    }
    if (text.starts_with("pro_rated ")) {
      target.pro_rated = true;
      text = after(text, "pro_rated");
    }
    if (const auto error = catalog::parse_target(text, context, target)) {
      throw std::runtime_error(error->message);
    }
    indicator.targets.push_back(target);
  }

  void check(Expression& expression) {
    Diagnostics diagnostics;
    const auto lookup = [&](const std::string& key) -> std::optional<catalog::NameMeaning> {
      const Measure* measure = catalog_.measure(key);
      if (measure == nullptr) return std::nullopt;
      return catalog::NameMeaning{.unit = measure->unit, .breakdowns = measure->breakdowns};
    };
    if (!catalog::check_formula(expression, {}, lookup, {}, catalog_.breakdowns, diagnostics)) {
      throw std::runtime_error(to_text(diagnostics));
    }
  }

  void resolve() {
    for (std::size_t i = 0; i < catalog_.measures.size(); ++i) {
      Measure& measure = catalog_.measures[i];
      if (measure.fact >= 0) continue;
      for (std::size_t v = 0; v < measure.versions.size(); ++v) {
        measure.versions[v].formula = formula(texts_[i][v]);
      }
    }
    for (std::size_t i = 0; i < catalog_.indicators.size(); ++i) {
      Indicator& indicator = catalog_.indicators[i];
      for (std::size_t v = 0; v < indicator.versions.size(); ++v) {
        indicator.versions[v].formula = formula(indicator_texts_[i][v]);
      }
      const Expression& first = *indicator.versions.front().formula;
      indicator.unit = first.unit;
      indicator.show = catalog::default_format(first, first.unit);
      for (const std::string& text : options_[i]) option(indicator, text);
    }
  }

  Cube::Key key_of(const std::vector<std::string>& words) {
    const std::string name = before(words.at(1), "{");
    Cube::Key key;
    key.measure = catalog_.measure_index(name);
    const auto unit = catalog_.organisation.index_of(words.at(2));
    const auto scenario = parse_scenario(words.at(4));
    if (key.measure < 0 || !unit || !scenario) throw std::runtime_error("not a row: " + words[1]);
    key.unit = *unit;
    key.scenario = *scenario;
    key.cell = cube_.intern(formula(words[1]).cell);
    return key;
  }

  std::int64_t stored(const Cube::Key& key, const std::string& written) const {
    const Measure& measure = catalog_.measures[static_cast<std::size_t>(key.measure)];
    const Exact value = Exact(*Decimal::parse(written)) * measure.unit.factor *
                        (Exact(1) / Exact(Decimal::of(1, measure.scale)));
    return static_cast<std::int64_t>(*value.rounded(9).as_integer_at(0));
  }

  Cube::Value value_of(const Cube::Key& key, Period span, const std::string& written, State state,
                       const std::string& note) {
    Cube::Value value{.span = span, .state = state};
    if (written != "-") value.value = stored(key, written);
    value.source = cube_.add_source({.delivery = 1, .written = written, .note = note});
    return value;
  }

  /// `row visits HSF 2024-01 actual 100`, or with a state: `... 100 preliminary "why"`; of a
  /// forecast then also `made 2024-04` and `interval 95 105`.
  void add_row(std::vector<std::string> words) {
    const auto take = [&](const std::string& word, std::size_t count) {
      std::vector<std::string> taken;
      const auto found = std::find(words.begin(), words.end(), word);
      if (found == words.end()) return taken;
      const auto end = found + 1 + static_cast<std::ptrdiff_t>(count);
      taken.assign(found + 1, end);
      words.erase(found, end);
      return taken;
    };
    const std::vector<std::string> made = take("made", 1);
    const std::vector<std::string> interval = take("interval", 2);
    const Cube::Key key = key_of(words);
    const State state = words.size() > 6 ? *parse_state(words[6]) : State::present;
    const Cube::Value value = value_of(key, *Period::parse(words.at(3)), words.at(5), state,
                                       words.size() > 7 ? words[7] : "");
    if (!interval.empty()) {
      cube_.set_ends(value.source,
                     {.low = stored(key, interval[0]), .high = stored(key, interval[1])});
    }
    if (made.empty()) {
      cube_.set(key, value);
    } else {
      cube_.set_version(key, *Month::parse(made[0]), value);
    }
  }

  /// `months visits HSF 2024-01 actual 10 20 - 40`: one value a month from there on.
  void add_months(const std::vector<std::string>& words) {
    Month month = *Month::parse(words.at(3));
    for (std::size_t i = 5; i < words.size(); ++i, month = month.plus(1)) {
      if (words[i] == "-") continue;
      const Cube::Key key = key_of(words);
      cube_.set(key, value_of(key, Period::month(month), words[i], State::present, ""));
    }
  }

  Catalog catalog_;
  Cube cube_;
  std::vector<UnitValidity> units_;
  std::vector<std::vector<std::string>> texts_;            ///< formulas by measure and version
  std::vector<std::vector<std::string>> indicator_texts_;  ///< the same by indicator
  std::vector<std::vector<std::string>> options_;          ///< of indicators
  std::vector<std::string> rows_;
  std::map<OrganisationView, std::unique_ptr<Evaluator>> evaluators_;
};

/// `1 234 [partial: 1 av 2 enheter]`, `100 [prognos efter april 2024; intervall 95–105]`: the
/// printed text, and what is to be said of it.
std::string said_of(const Figure& figure) {
  std::vector<std::string> said;
  const State expected = figure.value ? State::present : State::missing;
  if (figure.state != expected || !figure.state_note.sv.empty()) {
    const std::string note = figure.state_note.sv.empty() ? "" : ": " + figure.state_note.sv;
    said.push_back(std::string(to_string(figure.state)) + note);
  }
  if (figure.made) said.push_back(scenario_text(figure, Language::swedish));
  if (figure.interval) {
    said.push_back("intervall " + typed(interval_text(figure, Language::swedish)));
  }
  const std::string text = typed(figure.text(Language::swedish));
  return said.empty() ? text : text + " [" + join(said, "; ") + "]";
}

/// Answers one question in the words of the file.
class Answerer {
 public:
  explicit Answerer(World& world) : world_(world) { world.evaluator(); }

  std::string answer(const std::string& line) {
    const std::vector<std::string> words = words_of(line);
    if (words.at(0) == "ask") return ask(line);
    if (words.at(0) == "score") return score(line);
    if (words.at(0) == "goals") return goals(line);
    return findings(line);
  }

 private:
  /// `... at HSF in 2024-04: ...`
  struct Place {
    std::string subject;
    int unit = 0;
    Period period;
    OrganisationView view;
    std::string what;
  };
  Evaluator& seen(const Place& place) { return world_.evaluator(place.view); }

  Place place(const std::string& line, const std::string& verb) const {
    Place result;
    const std::size_t at = line.find(" at ");
    const std::size_t in = line.find(" in ", at);
    const std::size_t colon = line.find(':', in);
    if (at == std::string::npos || in == std::string::npos || colon == std::string::npos) {
      throw std::runtime_error("expected `at UNIT in PERIOD:` in: " + line);
    }
    if (at > verb.size()) result.subject = trim(line.substr(verb.size(), at - verb.size()));
    const std::string code(trim(line.substr(at + 4, in - at - 4)));
    const auto unit = world_.catalog().organisation.index_of(code);
    const std::string when(trim(line.substr(in + 4, colon - in - 4)));
    const auto period = Period::parse(before(when, " restated "));
    const std::string day = after(when, " restated ");
    const auto view = OrganisationView::parse(day.empty() ? "as_was" : day);
    if (!unit || !period || !view)
      throw std::runtime_error("no such unit, period or view: " + line);
    result.unit = *unit;
    result.period = *period;
    result.view = *view;
    result.what = before(line.substr(colon + 1), " = ");
    return result;
  }

  std::string ask(const std::string& line) {
    const Place place = this->place(line, "ask");
    const StatementColumn* column = standard_column(place.what);
    if (column == nullptr) throw std::runtime_error("no column `" + place.what + "`");
    if (world_.catalog().indicator(place.subject) != nullptr) {
      return said_of(*seen(place).figure(place.subject, place.unit, place.period, place.what));
    }
    return said_of(
        *seen(place).figure(world_.formula(place.subject), place.unit, place.period, *column));
  }

  std::string score(const std::string& line) {
    const Place place = this->place(line, "score");
    const Indicator* indicator = world_.catalog().indicator(place.subject);
    if (indicator == nullptr) throw std::runtime_error("no indicator `" + place.subject + "`");
    const ScorecardRow row = seen(place).score(*indicator, place.unit, place.period);
    const auto figure = [](const FigurePtr& f) { return f ? said_of(*f) : std::string("none"); };
    if (place.what == "status") return std::string(to_string(row.status));
    if (place.what == "trend") return std::string(to_string(row.trend));
    if (place.what == "outcome") return figure(row.outcome);
    if (place.what == "previous") return figure(row.previous);
    if (place.what == "target") return figure(row.target);
    if (place.what == "to_target") return figure(row.to_target);
    if (place.what == "target_text") return typed(row.target_text.sv);
    throw std::runtime_error("unknown question: " + place.what);
  }

  /// `goals at HSF in 2024-04: access = 1 of 2 judged, 3 in all, green, trend positive`
  std::string goals(const std::string& line) {
    const Place place = this->place(line, "goals");
    for (const GoalAttainment& goal : seen(place).goals(place.unit, place.period)) {
      if (goal.goal != place.what) continue;
      std::ostringstream text;
      text << goal.attained << " of " << goal.judged << " judged, " << goal.total << " in all, "
           << to_string(goal.status) << ", trend " << to_string(goal.trend);
      return text.str();
    }
    return "none";
  }

  /// `findings at HSF in 2024-04: all = total_vs_parts visits at HSF 10 against 11 (-1)`; several
  /// are separated by `|`, and `rounding` is added when rounding explains it.
  std::string findings(const std::string& line) {
    const Place place = this->place(line, "findings");
    std::string text;
    for (const Finding& finding : seen(place).findings(place.unit, place.period)) {
      if (!text.empty()) text += " | ";
      text += std::string(to_string(finding.kind)) + " " + finding.shown->address.subject + " at " +
              finding.shown->address.unit + " " + typed(finding.shown->text(Language::swedish)) +
              " against " + typed(finding.other->text(Language::swedish)) + " (" +
              typed(finding.difference->text(Language::swedish)) + ")";
      if (finding.within_rounding) text += " rounding";
    }
    return text.empty() ? "none" : text;
  }

  World& world_;
};

bool is_question(const std::string& text) {
  for (const char* verb : {"ask ", "score ", "goals ", "findings "}) {
    if (text.starts_with(verb)) return true;
  }
  return false;
}

std::vector<Case> all_cases() {
  namespace fs = std::filesystem;
  std::set<fs::path> files;
  for (const auto& entry :
       fs::directory_iterator(fs::path(REDTHREAD_SOURCE_DIR) / "tests/figures")) {
    if (entry.path().extension() == ".txt") files.insert(entry.path());
  }
  std::vector<Case> cases;
  for (const fs::path& path : files) {
    std::ifstream file(path);
    std::vector<Line> given;
    std::string text;
    bool in_case = false;
    for (int number = 1; std::getline(file, text); ++number) {
      text = std::string(trim(text));
      if (text.empty() || text[0] == '#') continue;
      if (text.starts_with("case ")) {
        cases.push_back({.file = path.filename().string(), .name = text.substr(5), .lines = given});
        in_case = true;
      } else {
        (in_case ? cases.back().lines : given).push_back({number, text});
      }
    }
  }
  return cases;
}

class FigureCase : public testing::TestWithParam<Case> {};

TEST_P(FigureCase, says_what_is_expected) {
  const Case& one = GetParam();
  World world;
  std::unique_ptr<Answerer> answerer;
  int questions = 0;
  for (const Line& line : one.lines) {
    const std::string at = one.file + ":" + std::to_string(line.number) + ": " + line.text;
    try {
      if (!is_question(line.text)) {
        ASSERT_EQ(questions, 0) << at << ": what is given comes before what is asked";
        world.take(line.text);
        continue;
      }
      if (!answerer) answerer = std::make_unique<Answerer>(world);
      ++questions;
      EXPECT_EQ(answerer->answer(line.text), after(line.text, " = ")) << at;
    } catch (const std::exception& error) {
      FAIL() << at << "\n" << error.what();
    }
  }
  EXPECT_GT(questions, 0) << one.name << " asks nothing";
}

INSTANTIATE_TEST_SUITE_P(Cases, FigureCase, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<Case>& one) {
                           std::string name = one.param.file + "_" + std::to_string(one.index);
                           for (char& c : name) {
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace redthread::figures
