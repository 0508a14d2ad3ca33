// SPDX-License-Identifier: Apache-2.0
#include "contact_region.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include <fmt/format.h>

#include "catalog/load.hpp"
#include "warehouse/warehouse.hpp"

namespace redthread::bench {
namespace {

namespace fs = std::filesystem;

const fs::path root = "build/bench";
constexpr const char* loaded_at = "2026-01-01T00:00:00Z";

/// Writes a file unless it is there with this text, so that its time of change says something.
void write(const fs::path& path, const std::string& text) {
  fs::create_directories(path.parent_path());
  if (std::ifstream in(path, std::ios::binary); in) {
    if (std::string(std::istreambuf_iterator<char>(in), {}) == text) return;
  }
  std::ofstream(path, std::ios::binary) << text;
}

/// Numbers that look random and are the same each time (splitmix64).
class Numbers {
 public:
  explicit Numbers(std::uint64_t seed) : state_(seed) {}
  /// 0 ... limit - 1
  std::uint32_t below(std::uint32_t limit) {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30u)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27u)) * 0x94D049BB133111EBu;
    z ^= z >> 31u;
    return static_cast<std::uint32_t>(((z >> 32u) * limit) >> 32u);
  }

 private:
  std::uint64_t state_;
};

std::string contacts_of(Month month, std::uint64_t correction) {
  const auto index = static_cast<std::uint64_t>(month.index());
  Numbers numbers(index * 1'000'003 + correction);
  const int days = month.last_day().days() - month.first_day().days() + 1;
  std::string text =
      "contact_id,contact_date,unit_code,person,form,profession,sex,age,minutes,amount,urgent\n";
  text.reserve(std::size_t{ContactRegion::rows_a_month} * 88);
  for (int i = 0; i < ContactRegion::rows_a_month; ++i) {
    const std::uint32_t person = numbers.below(280'000);
    const int day = static_cast<int>(std::int64_t{i} * days / ContactRegion::rows_a_month) + 1;
    fmt::format_to(
        std::back_inserter(text),
        "K{}-{:06},{}-{:02},U{:03},19{:02}{:02}{:02}{:04},{},{},{},{},{}.{},{}.{:02},{}\n", index,
        i, month.to_string(), day, numbers.below(ContactRegion::units), person % 100,
        person % 12 + 1, person % 28 + 1, person % 9973, ContactRegion::forms[numbers.below(4)],
        ContactRegion::professions[numbers.below(6)], person % 2 == 0 ? "women" : "men",
        person % 100, numbers.below(90) + 5, numbers.below(10), numbers.below(5000),
        numbers.below(100), numbers.below(8) == 0 ? 1 : 0);
  }
  return text;
}

std::string organisation() {
  std::string text =
      "code,name,parent,kind,valid_from,valid_to,successor,share\n"
      "HSF,Hälso- och sjukvården,,administration,2015-01-01,,,\n";
  for (int i = 0; i < ContactRegion::areas; ++i) {
    text += fmt::format("A{0:02},Område {0},HSF,area,2015-01-01,,,\n", i);
  }
  for (int i = 0; i < ContactRegion::units; ++i) {
    text +=
        fmt::format("U{0:03},Enhet {0},A{1:02},unit,2015-01-01,,,\n", i, i % ContactRegion::areas);
  }
  return text;
}

std::string breakdown(const char* key, const std::vector<std::string>& categories) {
  std::string text = fmt::format("[{0}]\nname = \"{0}\"\n", key);
  for (const std::string& category : categories) {
    text += fmt::format("categories.{0} = \"{0}\"\n", category);
  }
  return text;
}

std::string fact() {
  std::string text = R"([contact]
name         = "Vårdkontakter"
grain        = "event"
date         = "contact_date"
unit         = "unit_code"
delivered    = "monthly"
max_bad_rows = "1 %"
columns.contact_id   = {type = "key"}
columns.contact_date = {type = "date"}
columns.unit_code    = {type = "unit"}
columns.person       = {type = "person"}
)";
  text += fmt::format("columns.form = {{type = \"category\", values = [\"{}\"]}}\n",
                      fmt::join(ContactRegion::forms, "\", \""));
  text += fmt::format("columns.profession = {{type = \"category\", values = [\"{}\"]}}\n",
                      fmt::join(ContactRegion::professions, "\", \""));
  text += R"(columns.sex     = {type = "category", breakdown = "sex"}
columns.age     = {type = "integer", min = 0, max = 120}
columns.minutes = {type = "decimal", scale = 1}
columns.amount  = {type = "decimal", scale = 2, unit = "kr"}
columns.urgent  = {type = "boolean"}
rules.group_visits = {check = "form != 'group' or minutes > 0", name = "En gruppträff tar tid"}
)";
  return text;
}

std::string measures_text() {
  std::string text;
  for (const ContactMeasure& measure : ContactRegion::measures()) {
    text += fmt::format("[\"{0}\"]\nname = \"{0}\"\nfact = \"contact\"\naggregate = \"{1}\"\n",
                        measure.key, measure.aggregate);
    if (!measure.where.empty()) text += fmt::format("where = \"{}\"\n", measure.where);
    if (measure.by_sex) text += "by = [\"sex\"]\n";
  }
  return text;
}

std::string indicators_text() {
  std::string text;
  int number = 0;
  for (const ContactShare& share : ContactRegion::shares()) {
    text += fmt::format(
        "[\"share.i{0}\"]\nname = \"Andel {0}\"\nformula = \"{1} / {2}\"\nshow = \"percent 1\"\n"
        "better = \"higher\"\nperiod = \"ytd\"\ntarget = {{2024 = \">= 20 %\"}}\n",
        number++, share.part, share.whole);
  }
  return text;
}

}  // namespace

const std::vector<std::string> ContactRegion::forms = {"visit", "remote", "group", "home"};
const std::vector<std::string> ContactRegion::professions = {
    "physician", "nurse", "physiotherapist", "psychologist", "midwife", "dentist"};

std::vector<ContactMeasure> ContactRegion::measures() {
  std::vector<ContactMeasure> all;
  all.push_back({"contacts", "count(*)", "", "", true});
  for (std::size_t f = 0; f < forms.size(); ++f) {
    const std::string is = fmt::format("form = '{}'", forms[f]);
    const std::string sql = fmt::format("form = {}", f + 1);
    all.push_back({"contacts." + forms[f], "count(*)", is, sql, true});
    all.push_back({"amount." + forms[f], "sum(amount)", is, sql, false});
    for (std::size_t p = 0; p < professions.size(); ++p) {
      all.push_back({fmt::format("contacts.{}.{}", forms[f], professions[p]), "count(*)",
                     fmt::format("{} and profession = '{}'", is, professions[p]),
                     fmt::format("{} AND profession = {}", sql, p + 1), false});
    }
  }
  for (std::size_t p = 0; p < professions.size(); ++p) {
    all.push_back({"contacts." + professions[p], "count(*)",
                   fmt::format("profession = '{}'", professions[p]),
                   fmt::format("profession = {}", p + 1), true});
  }
  all.push_back({"urgent", "count(*)", "urgent", "urgent = 1", true});
  all.push_back({"children", "count(*)", "age < 18", "age < 18", true});
  all.push_back({"elderly", "count(*)", "age >= 65", "age >= 65", true});
  all.push_back({"minutes", "sum(minutes)", "", "", false});
  all.push_back({"amount", "sum(amount)", "", "", true});
  return all;
}

std::vector<ContactShare> ContactRegion::shares() {
  constexpr std::size_t count = 50;
  std::vector<ContactShare> all;
  for (const char* whole : {"contacts", "elderly"}) {
    for (const ContactMeasure& measure : measures()) {
      const bool is_part = measure.aggregate == "count(*)" && measure.key != whole;
      if (is_part && all.size() < count) all.push_back({measure.key, whole});
    }
  }
  return all;
}

ContactRegion::ContactRegion(int months)
    : months_(months), folder_(root / fmt::format("contacts-{}-months", months)) {
  write_catalog();
  for (int i = 0; i < months_; ++i) {
    const Month month = Month(2019, 1).plus(i);
    if (!fs::exists(delivery(month))) deliver(month, 0);
  }
  Diagnostics diagnostics;
  auto catalog = catalog::load_catalog(folder_.string(), diagnostics);
  if (!catalog) throw std::runtime_error(to_text(diagnostics));
  catalog_ = std::move(*catalog);
}

void ContactRegion::write_catalog() const {
  write(folder_ / "region.toml", "key = \"contacts\"\nname = \"Kontakter\"\n");
  write(folder_ / "organisation.csv", organisation());
  write(folder_ / "catalog/breakdowns.toml", breakdown("sex", {"women", "men"}));
  write(folder_ / "catalog/facts.toml", fact());
  write(folder_ / "catalog/measures.toml", measures_text());
  write(folder_ / "catalog/indicators.toml", indicators_text());
  write(folder_ / "catalog/statements/production.toml",
        "title = \"Produktion\"\ncolumns = [\"ytd\", \"ytd_previous\", "
        "\"ytd_previous_change_pct\"]\n");
  std::string rows = "key,label,value\n";
  for (int row = 0; row < statement_rows; ++row) {
    rows += fmt::format("r{},,{}\n", row, measures()[static_cast<std::size_t>(row)].key);
  }
  write(folder_ / "catalog/statements/production.csv", rows);
}

Month ContactRegion::last_month() const { return Month(2019, 1).plus(months_ - 1); }

fs::path ContactRegion::delivery(Month month) const {
  return folder_ / "data/contact" / (month.to_string() + ".csv");
}

void ContactRegion::deliver(Month month, std::uint64_t correction) const {
  const fs::path path = delivery(month);
  fs::create_directories(path.parent_path());
  const fs::path beside = folder_ / "half-written.csv";
  std::ofstream(beside, std::ios::binary) << contacts_of(month, correction);
  fs::rename(beside, path);
}

void ContactRegion::load(const fs::path& warehouse) const {
  Diagnostics diagnostics;
  auto opened = warehouse::Warehouse::open(warehouse.string());
  opened.sync(catalog_, {.loaded_by = "bench", .loaded_at = loaded_at, .progress = {}},
              diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error(to_text(diagnostics));
}

}  // namespace redthread::bench
