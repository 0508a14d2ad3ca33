// SPDX-License-Identifier: Apache-2.0
// Rows in, figures out: the cases of tests/rows/*.txt, each through the whole chain in a region
// folder of its own. The numbers in them are worked out by hand and never by a machine.
#include <set>
#include <stdexcept>

#include <gtest/gtest.h>

#include "app/questions.hpp"
#include "app/session.hpp"
#include "base/text.hpp"
#include "catalog/formula.hpp"
#include "catalog/load.hpp"
#include "product.hpp"
#include "row_case_file.hpp"

namespace redthread::product {
namespace {

namespace fs = std::filesystem;

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

/// `1 234`, `1 234 [partial: 1 av 2 enheter]`; `missing` when there is no value.
std::string said_of(const Figure& figure) {
  if (!figure.value && figure.state == State::missing) return "missing";
  const std::string text = typed(figure.text(Language::swedish));
  if (figure.state == State::present && figure.state_note.sv.empty()) return text;
  const std::string note = figure.state_note.sv.empty() ? "" : ": " + figure.state_note.sv;
  return text + " [" + std::string(to_string(figure.state)) + note + "]";
}

/// The region that a case is played in: organisation and settings of tests/rows/region, and the
/// definitions of library/.
class CaseRegion {
 public:
  explicit CaseRegion(const RowCase& one) : one_(one) {
    fs::copy(source_folder() / "tests/rows/region", folder_.path(),
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    std::map<std::string, std::string> texts;
    for (const std::string& part : one.library) take_library(part, texts);
    for (const auto& [file, text] : texts) write_file(folder_.path("catalog/" + file), text);
    write_deliveries();
  }

  std::optional<app::Session> open(Diagnostics& diagnostics) {
    return app::Session::open(folder_.path(), {.warehouse = ":memory:", .user = "a test"},
                              diagnostics);
  }

 private:
  /// Parts share files such as measures.toml, which then stand one after the other.
  void take_library(const std::string& part, std::map<std::string, std::string>& texts) {
    const fs::path from = source_folder() / "library" / part;
    if (!fs::exists(from)) throw std::runtime_error("library/" + part + " is missing");
    for (const auto& entry : fs::recursive_directory_iterator(from)) {
      if (!entry.is_regular_file() || entry.path().extension() == ".md") continue;
      std::string text = read_file(entry.path());
      const std::string strict = "max_bad_rows = \"1 %\"";
      for (std::size_t at = text.find(strict); one_.takes_bad_rows && at != std::string::npos;
           at = text.find(strict, at + 1)) {
        text.replace(at, strict.size(), "max_bad_rows = \"100 %\"");
      }
      texts[fs::relative(entry.path(), from).string()] += text;
    }
  }

  void write_deliveries() {
    Diagnostics diagnostics;
    const auto catalog = catalog::load_catalog(folder_.path(), diagnostics);
    if (!catalog || !diagnostics.empty()) throw std::runtime_error(to_text(diagnostics));
    for (const WrittenDelivery& delivery : one_.deliveries) {
      const Fact* fact = catalog->fact(delivery.fact);
      if (fact == nullptr) throw std::runtime_error("there is no fact `" + delivery.fact + "`");
      std::vector<std::string> columns;
      for (const FactColumn& column : fact->columns) {
        if (column.is_delivered()) {
          columns.push_back(column.header.empty() ? column.key : column.header);
        }
      }
      write_file(folder_.path("data/" + delivery.fact + "/" + delivery.name),
                 to_csv(delivery, columns, one_.defaults));
    }
  }

  const RowCase& one_;
  TemporaryFolder folder_;
};

/// `waiting.within{wait_stage: treatment} @ MED 2024-03 ytd restated 2024-05-01`
struct Question {
  std::string subject;
  app::WrittenPlace place;
  std::string column = "period";
};

Question question_of(const std::string& text) {
  const std::size_t at = text.find(" @ ");
  if (at == std::string::npos) throw std::runtime_error("expected KEY @ UNIT PERIOD");
  Question question{.subject = text.substr(0, at), .place = {}};
  const std::string place = text.substr(at + 3);
  std::vector<std::string> words;
  for (const std::string_view word : split(place, ' ')) words.emplace_back(word);
  if (words.size() < 2) throw std::runtime_error("expected KEY @ UNIT PERIOD");
  question.place.unit = words[0];
  question.place.period = words[1];
  std::size_t next = 2;
  if (next < words.size() && words[next] != "restated") question.column = words[next++];
  if (next + 1 < words.size()) question.place.view = words[next + 1];
  return question;
}

/// A formula over the catalog's measures, as an indicator may have.
Expression formula_of(const Catalog& catalog, const std::string& text) {
  Diagnostics diagnostics;
  const catalog::FormulaOrigin origin{.span = {}, .excerpt = text};
  auto formula = catalog::parse_formula(text, origin, catalog.measure_units, diagnostics);
  const auto lookup = [&](const std::string& key) -> std::optional<catalog::NameMeaning> {
    const Measure* measure = catalog.measure(key);
    if (measure == nullptr) return std::nullopt;
    return catalog::NameMeaning{.unit = measure->unit, .breakdowns = measure->breakdowns};
  };
  if (!formula ||
      !catalog::check_formula(*formula, origin, lookup, {}, catalog.breakdowns, diagnostics)) {
    throw std::runtime_error(to_text(diagnostics));
  }
  return *formula;
}

FigurePtr figure_of(app::Session& session, const Question& question) {
  Diagnostics diagnostics;
  const auto place = app::find_place(session, question.place, diagnostics);
  if (!place) throw std::runtime_error(to_text(diagnostics));
  const Catalog& catalog = session.catalog();
  const std::string& subject = question.subject;
  const bool is_cell = subject.find('/') != std::string::npos &&
                       catalog.statement(subject.substr(0, subject.find('/'))) != nullptr;
  if (is_cell || catalog.measure(subject) || catalog.indicator(subject)) {
    FigurePtr figure =
        app::find_figure(session, {.key = subject, .column = question.column}, *place, diagnostics);
    if (!figure) throw std::runtime_error(to_text(diagnostics));
    return figure;
  }
  const StatementColumn* column = standard_column(question.column);
  if (column == nullptr) throw std::runtime_error("there is no column " + question.column);
  return session.evaluator(place->view)
      .figure(formula_of(catalog, subject), place->unit, place->period, *column);
}

/// `waiting/2024-03.csv line 2`
std::string line_of(const Span& span) {
  constexpr std::string_view data = "data/";
  const std::string file = span.file.starts_with(data) ? span.file.substr(data.size()) : span.file;
  return file + " line " + std::to_string(span.line);
}

void expect_told(const std::map<std::string, std::string>& told, const Expected& line) {
  const auto found = told.find(line.what);
  ASSERT_NE(found, told.end()) << line.place << "\nnothing is told of that line";
  EXPECT_NE(found->second.find(line.value), std::string::npos)
      << line.place << "\ntold is: " << found->second;
}

/// Every row that was set aside is named in the case, and no other.
void expect_quarantine(const app::Session& session, const RowCase& one) {
  std::map<std::string, std::string> told;
  for (const QuarantinedRow& row : session.quarantine()) {
    told[line_of({.file = row.file, .line = row.line})] += row.reason + "\n";
  }
  std::size_t named = 0;
  for (const Expected& line : one.expected) {
    if (line.verb != "quarantined") continue;
    ++named;
    expect_told(told, line);
  }
  EXPECT_EQ(told.size(), named) << [&] {
    std::string all = "set aside:\n";
    for (const auto& [place, reason] : told) all += place + ": " + reason;
    return all;
  }();
}

void expect_refusal(const Diagnostics& diagnostics, const RowCase& one) {
  std::map<std::string, std::string> told;
  for (const Diagnostic& each : diagnostics.items()) {
    if (each.severity == Severity::error) told[line_of(each.span)] += each.message + "\n";
  }
  bool is_expected = false;
  for (const Expected& line : one.expected) {
    if (line.verb != "refused") continue;
    is_expected = true;
    expect_told(told, line);
  }
  EXPECT_TRUE(is_expected) << to_text(diagnostics);
}

std::vector<RowCase> all_cases() {
  std::set<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source_folder() / "tests/rows")) {
    if (entry.path().extension() == ".txt") files.insert(entry.path());
  }
  std::vector<RowCase> cases;
  for (const fs::path& file : files) {
    for (RowCase& one : read_row_cases(file)) cases.push_back(std::move(one));
  }
  return cases;
}

class RowsIn : public testing::TestWithParam<RowCase> {};

TEST_P(RowsIn, FiguresOut) {
  const RowCase& one = GetParam();
  ASSERT_FALSE(one.expected.empty()) << one.name << " expects nothing";
  try {
    CaseRegion region(one);
    Diagnostics diagnostics;
    auto session = region.open(diagnostics);
    if (!session) return expect_refusal(diagnostics, one);
    expect_quarantine(*session, one);
    for (const Expected& line : one.expected) {
      EXPECT_NE(line.verb, "refused") << line.place << "\nit was taken in";
      if (line.verb != "expect") continue;
      EXPECT_EQ(said_of(*figure_of(*session, question_of(line.what))), line.value) << line.place;
    }
  } catch (const std::exception& error) {
    FAIL() << one.file << ": case " << one.name << "\n" << error.what();
  }
}

TEST(Library, AllPartsTogetherAreOneCatalog) {
  RowCase all;
  for (const auto& part : fs::directory_iterator(source_folder() / "library")) {
    const bool is_of_plan = part.path().filename() == "internal_control";
    if (part.is_directory() && !is_of_plan) all.library.push_back(part.path().filename().string());
  }
  EXPECT_NO_THROW(CaseRegion{all}) << "CaseRegion complains of every error and warning";
}

INSTANTIATE_TEST_SUITE_P(Cases, RowsIn, testing::ValuesIn(all_cases()),
                         [](const testing::TestParamInfo<RowCase>& one) {
                           std::string name = one.param.file + "_" + std::to_string(one.index);
                           for (char& c : name) {
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace redthread::product
