// SPDX-License-Identifier: Apache-2.0
#include "figures/case_world.hpp"

#include <algorithm>
#include <stdexcept>

#include "base/text.hpp"
#include "catalog/formats.hpp"
#include "catalog/formula.hpp"
#include "catalog/targets.hpp"

namespace redthread::figures {

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

void World::take(const std::string& line) {
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

Evaluator& World::evaluator(const OrganisationView& view) {
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

Expression World::formula(const std::string& text) {
  Diagnostics diagnostics;
  const catalog::FormulaOrigin origin{.excerpt = text};
  auto expression = catalog::parse_formula(text, origin, catalog_.measure_units, diagnostics);
  if (!expression) throw std::runtime_error(to_text(diagnostics));
  check(*expression);
  return *expression;
}

void World::unit(const std::vector<std::string>& words) {
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

void World::breakdown(const std::vector<std::string>& words) {
  Breakdown result{.key = words.at(1), .name = {words[1], words[1]}};
  for (std::size_t i = 2; i < words.size(); ++i) {
    result.categories.push_back({.key = words[i], .name = {words[i], words[i]}});
  }
  catalog_.breakdowns.push_back(result);
}

void World::profile(const std::vector<std::string>& words) {
  Profile result{.key = words.at(1), .name = {words.at(2), words[2]}};
  for (std::size_t i = 0; i < 12; ++i) result.weights[i] = *Decimal::parse(words.at(3 + i));
  catalog_.profiles.push_back(result);
}

DefinitionVersion World::version(const std::string& text, int number) {
  const std::vector<std::string> words = words_of(before(text, "="));
  DefinitionVersion result{.number = number};
  result.from = Month::parse(words.at(1));
  result.bridge = words.size() > 2 && words[2] == "bridge";
  return result;
}

void World::measure(const std::string& line) {
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

void World::option(Measure& measure, const std::string& text) {
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
  else if (words[0] == "counted")
    measure.versions.front().rows = RowAggregate{.written = "count(*)"};
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

int World::profile_by_key(const std::string& key) const {
  for (std::size_t i = 0; i < catalog_.profiles.size(); ++i) {
    if (catalog_.profiles[i].key == key) return static_cast<int>(i);
  }
  throw std::runtime_error("no profile `" + key + "`");
}

NumberFormat World::fitted(const std::string& text, const MeasureUnit& unit) {
  std::string why;
  const auto format = parse_number_format(text);
  if (!format) throw std::runtime_error("not a format: " + text);
  return catalog::fitted(*format, unit, why).value();
}

void World::indicator(const std::string& line) {
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

void World::option(Indicator& indicator, const std::string& text) {
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

void World::target(Indicator& indicator, const catalog::TargetContext& context,
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

void World::check(Expression& expression) {
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

void World::resolve() {
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

Cube::Key World::key_of(const std::vector<std::string>& words) {
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

std::int64_t World::stored(const Cube::Key& key, const std::string& written) const {
  const Measure& measure = catalog_.measures[static_cast<std::size_t>(key.measure)];
  const Exact value = Exact(*Decimal::parse(written)) * measure.unit.factor *
                      (Exact(1) / Exact(Decimal::of(1, measure.scale)));
  return static_cast<std::int64_t>(*value.rounded(9).as_integer_at(0));
}

Cube::Value World::value_of(const Cube::Key& key, Period span, const std::string& written,
                            State state, const std::string& note) {
  Cube::Value value{.span = span, .state = state};
  if (written != "-") value.value = stored(key, written);
  value.source = cube_.add_source({.delivery = 1, .written = written, .note = note});
  return value;
}

void World::add_row(std::vector<std::string> words) {
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

void World::add_months(const std::vector<std::string>& words) {
  Month month = *Month::parse(words.at(3));
  for (std::size_t i = 5; i < words.size(); ++i, month = month.plus(1)) {
    if (words[i] == "-") continue;
    const Cube::Key key = key_of(words);
    cube_.set(key, value_of(key, Period::month(month), words[i], State::present, ""));
  }
}

}  // namespace redthread::figures
