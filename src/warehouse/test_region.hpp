// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include <unistd.h>

#include "base/diagnostics.hpp"
#include "model/catalog.hpp"

namespace redthread::warehouse {

/// For tests: a region folder in a temporary folder, removed at the end, and a catalog made by
/// hand. Facts `annex` (breakdowns care, sex) and `survey` (allows 40 % bad rows). Units HSF and,
/// below it, NORR and, from 2020 to 2023, GAMLA.
class TestRegion {
 public:
  TestRegion() {
    std::string folder = (std::filesystem::temp_directory_path() / "redthread-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    std::filesystem::create_directories(folder_ / "data");
    make_catalog();
  }
  ~TestRegion() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestRegion(const TestRegion&) = delete;
  TestRegion& operator=(const TestRegion&) = delete;

  Catalog catalog;

  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  std::string database() const { return path("warehouse.duckdb"); }

  /// Writes a file with just these bytes; `file` as in `data/annex/a.csv`.
  void write(const std::string& file, const std::string& bytes) const {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << bytes;
  }
  /// Writes a delivery: the usual header and these rows.
  void deliver(const std::string& file, const std::string& rows) const {
    write(file, std::string(header) + rows);
  }
  void remove(const std::string& file) const { std::filesystem::remove(folder_ / file); }

  Measure& measure(const std::string& key) {
    for (Measure& measure : catalog.measures) {
      if (measure.key == key) return measure;
    }
    throw std::runtime_error("no measure " + key);
  }

  static constexpr const char* header = "measure,unit,period,scenario,value,state,note,care,sex\n";

 private:
  void make_catalog() {
    catalog.folder = folder_.string();
    const auto unit = [](const char* code, const char* parent, int from,
                         std::optional<Date> valid_to) {
      return UnitValidity{.code = code,
                          .name = code,
                          .parent = parent,
                          .kind = "unit",
                          .valid_from = Date::from_ymd(from, 1, 1).value(),
                          .valid_to = valid_to};
    };
    catalog.organisation =
        Organisation({unit("HSF", "", 1900, std::nullopt), unit("NORR", "HSF", 1900, std::nullopt),
                      unit("GAMLA", "HSF", 2020, Date::from_ymd(2023, 12, 31))});
    catalog.breakdowns = {
        {.key = "care",
         .name = {.sv = "Vård"},
         .categories = {{.key = "somatic"}, {.key = "psychiatric"}}},
        {.key = "sex", .name = {.sv = "Kön"}, .categories = {{.key = "women"}, {.key = "men"}}}};
    catalog.facts = {
        {.key = "annex", .breakdowns = {"care", "sex"}},
        {.key = "survey", .breakdowns = {"care", "sex"}, .max_bad_rows = Decimal::of(4, 1)}};
    add_measure("visits", 0, "st", 0, {"care", "sex"});
    add_measure("result", 0, "mnkr", 2, {});
    add_measure("share", 0, "%", 3, {"sex"});
    add_measure("opened", 0, "datum", 0, {});
    add_measure("approved", 0, "ja/nej", 0, {});
    add_measure("index", 1, "1", 1, {});
    add_measure("computed", -1, "st", 0, {});
    catalog.index_names();
  }

  void add_measure(const char* key, int fact, const char* unit, int scale,
                   std::vector<std::string> breakdowns) {
    catalog.measures.push_back({.key = key,
                                .name = {.sv = key},
                                .fact = fact,
                                .unit = catalog.measure_units.find(unit).value(),
                                .scale = scale,
                                .breakdowns = std::move(breakdowns),
                                .versions = {{}}});
  }

  std::filesystem::path folder_;
};

}  // namespace redthread::warehouse
