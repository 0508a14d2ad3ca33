// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "figures/case_world.hpp"

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
