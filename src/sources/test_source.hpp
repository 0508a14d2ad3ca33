// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <sqlite3.h>
#include <unistd.h>

#include "base/diagnostics.hpp"
#include "sources/fetch.hpp"

namespace redthread::sources {

/// For tests: a region folder with the facts `stay` (rows: id, day, unit, cost, note optional,
/// acute) and `annex` (values), and sources as they are written in it.
class TestSource {
 public:
  /// Catalogs are read by another module of this ring.
  using LoadCatalog = std::optional<Catalog> (*)(const std::string&, Diagnostics&);
  explicit TestSource(LoadCatalog load) : load_(load) {
    std::string folder = (std::filesystem::temp_directory_path() / "redthread-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    write("region.toml", "key = \"north\"\nname = \"Nord\"\n");
    write("organisation.csv",
          "code,name,parent,kind,valid_from,valid_to\nHSF,HSF,,region,1990-01-01,\n");
    write("catalog/facts.toml", facts);
    write("catalog/measures.toml",
          "[stays]\nname = \"Vårdtillfällen\"\nfact = \"stay\"\naggregate = \"count(*)\"\n");
  }
  ~TestSource() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestSource(const TestSource&) = delete;
  TestSource& operator=(const TestSource&) = delete;

  std::string path(const std::string& file) const { return (folder_ / file).string(); }
  void write(const std::string& file, const std::string& bytes) const {
    std::filesystem::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file, std::ios::binary) << bytes;
  }
  std::string read(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_ / file, std::ios::binary).rdbuf();
    return text.str();
  }

  /// `catalog/sources/pas.toml` with one query for the fact.
  void declare(const std::string& sql, const std::string& fact = "stay",
               const std::string& database = "engine = \"sqlite\"\npath = \"pas.db\"\n") const {
    write("catalog/sources/pas.toml",
          database + "[[query]]\nfact = \"" + fact + "\"\nsql = \"\"\"\n" + sql + "\"\"\"\n");
  }

  /// Runs statements on the SQLite database `pas.db`, which is made when it is not there.
  void sqlite(const std::string& sql) const {
    sqlite3* database = nullptr;
    sqlite3_open(path("pas.db").c_str(), &database);
    char* problem = nullptr;
    sqlite3_exec(database, sql.c_str(), nullptr, nullptr, &problem);
    const std::string told = problem == nullptr ? "" : problem;
    sqlite3_free(problem);
    sqlite3_close(database);
    if (!told.empty()) throw std::runtime_error(told);
  }

  /// Fetches; what went wrong as text.
  std::string fetch(Period months = Period::month(Month(2024, 3)), const std::string& source = {}) {
    Diagnostics diagnostics;
    files.clear();
    const auto catalog = load_(folder_.string(), diagnostics);
    if (catalog) {
      files = sources::fetch(*catalog,
                             {.source = source,
                              .months = months,
                              .fetched_at = "2024-06-01T06:00:00Z",
                              .fetched_by = "test, by hand"},
                             diagnostics);
    }
    return to_text(diagnostics);
  }

  /// All that lies in data/ and .redthread/, with the bytes: to see that nothing was touched.
  std::map<std::string, std::string> everything() const {
    std::map<std::string, std::string> found;
    for (const char* below : {"data", ".redthread"}) {
      if (!std::filesystem::exists(folder_ / below)) continue;
      for (const auto& each : std::filesystem::recursive_directory_iterator(folder_ / below)) {
        const std::string file = std::filesystem::relative(each.path(), folder_).string();
        found[file] = each.is_regular_file() ? read(file) : "";
      }
    }
    return found;
  }

  std::vector<FetchedFile> files;

  static constexpr const char* facts =
      "[stay]\nname = \"Vårdtillfällen\"\ngrain = \"event\"\ndate = \"day\"\nunit = \"unit\"\n"
      "columns.id    = {type = \"key\"}\n"
      "columns.day   = {type = \"date\", header = \"Datum\"}\n"
      "columns.unit  = {type = \"unit\"}\n"
      "columns.cost  = {type = \"decimal\", scale = 2, unit = \"kr\"}\n"
      "columns.note  = {type = \"text\", optional = true}\n"
      "columns.acute = {type = \"boolean\"}\n"
      "[annex]\nname = \"Bilaga\"\nbreakdowns = []\n"
      "[inhabitants]\nname = \"Invånare\"\ngrain = \"snapshot\"\ndate = \"day\"\nunit = \"unit\"\n"
      "delivered = \"yearly\"\n"
      "columns.day  = {type = \"date\"}\ncolumns.unit = {type = \"unit\"}\n";

 private:
  LoadCatalog load_;
  std::filesystem::path folder_;
};

}  // namespace redthread::sources
