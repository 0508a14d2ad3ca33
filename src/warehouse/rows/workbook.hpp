// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/xml_reader.hpp"
#include "base/zip_archive.hpp"
#include "warehouse/rows/row_source.hpp"
#include "warehouse/rows/sheet_value.hpp"

namespace redthread::warehouse {

/// The parts of an Excel workbook that a sheet's cells need: which sheets there are, texts, styles.
class Workbook {
 public:
  struct Sheet {
    std::string name;
    std::string part;  ///< `xl/worksheets/sheet1.xml`
    bool is_visible = true;
  };

  Workbook(ZipArchive archive, std::string shown_as, const RowLimits& limits)
      : archive_(std::move(archive)), shown_as_(std::move(shown_as)), limits_(limits) {}

  /// Reads all but the sheets. False when it cannot be used, which has been told.
  bool open(Diagnostics& diagnostics);

  const std::vector<Sheet>& sheets() const { return sheets_; }
  bool counts_from_1904() const { return from_1904_; }
  /// What a cell's style makes of a number.
  SheetNumber style(std::size_t index) const;
  /// nullopt when there are not so many.
  std::optional<std::string_view> shared_text(std::size_t index) const;
  /// A sheet's XML, unpacked while it is read. It must not outlive the workbook.
  std::optional<ZipArchive::Part> sheet(const Sheet& sheet, Diagnostics& diagnostics) const;
  void tell_damage(Diagnostics& diagnostics) const;

 private:
  struct Relation {
    std::string type;  ///< the last word of it: `worksheet`
    std::string target;
  };
  using Relations = std::map<std::string, Relation>;  ///< by id

  std::optional<ZipArchive::Part> part(const std::string& name, std::size_t limit,
                                       Diagnostics& diagnostics) const;
  /// Reads a part to its end with a function for each event. False when told.
  bool read(const std::string& name, std::size_t limit, Diagnostics& diagnostics,
            const std::function<void(const XmlReader&, XmlReader::Event)>& take) const;
  std::optional<Relations> relations(const std::string& of, Diagnostics& diagnostics) const;
  bool read_sheets(const std::string& name, const Relations& parts, Diagnostics& diagnostics);
  bool read_texts(const std::string& name, Diagnostics& diagnostics);
  bool read_styles(const std::string& name, Diagnostics& diagnostics);

  ZipArchive archive_;
  std::string shown_as_;
  RowLimits limits_;
  std::vector<Sheet> sheets_;
  bool from_1904_ = false;
  std::vector<SheetNumber> styles_;
  std::string texts_;
  std::vector<std::size_t> text_ends_;
};

}  // namespace redthread::warehouse
