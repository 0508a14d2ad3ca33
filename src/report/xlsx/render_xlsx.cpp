// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "report/render.hpp"
#include "report/words.hpp"
#include "report/xlsx/xlsx_book.hpp"

namespace redthread::report {
namespace {

/// A folder of our own for as long as the file is made: libxlsxwriter 1.1.4 writes to disk only.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::error_code error;
    std::string pattern =
        (std::filesystem::temp_directory_path(error) / "redthread-XXXXXX").string();
    if (error || mkdtemp(pattern.data()) == nullptr) {
      throw Error("report.workbook", "no temporary folder can be made");
    }
    path_ = pattern;
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

std::string render_xlsx(const Document& document) {
  const TemporaryFolder folder;
  const std::string path = folder.path() + "/report.xlsx";
  {
    XlsxBook book(document, path, folder.path());
    const Words& say = words(document.language);
    // Sheets in reading order; the text's links need the tables' names first.
    lxw_worksheet* text = book.add_sheet(say.text_sheet, false);
    std::map<const Table*, std::string> names;
    std::vector<std::pair<const Table*, lxw_worksheet*>> sheets;
    for (const Block& block : document.blocks) {
      const Table* table = table_of(block);
      if (table == nullptr) continue;
      const bool landscape = table->columns.size() > 5;
      lxw_worksheet* sheet = book.add_sheet(table->sheet.empty() ? table->caption : table->sheet,
                                            landscape, &names[table]);
      sheets.emplace_back(table, sheet);
    }
    write_text_sheet(book, text, names);
    for (const auto& [table, sheet] : sheets) write_table_sheet(book, sheet, *table);
    if (!document.definitions.empty()) {
      write_definitions_sheet(book, book.add_sheet(say.definitions, true));
    }
    if (!document.deliveries.empty()) {
      write_deliveries_sheet(book, book.add_sheet(say.deliveries, true));
    }
    book.close();
  }
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file || bytes.empty()) throw Error("report.workbook", "the workbook could not be read back");
  return bytes;
}

}  // namespace redthread::report
