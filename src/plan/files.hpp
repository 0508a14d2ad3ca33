// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/csv.hpp"
#include "base/diagnostics.hpp"
#include "model/plan_kinds.hpp"
#include "plan/findings.hpp"
#include "plan/object.hpp"

namespace redthread::plan {

/// The plan as CSV files, one a kind (`risks.csv`): the first import, and the way out. The column
/// `key` is the object's id, the others are its fields; what is written comes back as it was.

/// One file's name and text.
struct FileText {
  std::string name;
  std::string text;
};
/// The files of all kinds that have objects, with all columns, sorted by id.
std::vector<FileText> to_files(const State& state);
/// The same as rows of cells, the header first, by the kind's name.
std::map<std::string, std::vector<std::vector<std::string>>> to_tables(const State& state);

/// Reads a kind's file in another format than CSV as the table that CSV would give; the place of a
/// field is its row and column. nullopt with diagnostics when nothing of it can be used.
struct OtherFormat {
  std::string extension;  ///< `.xlsx`; empty = none
  std::function<std::optional<CsvTable>(const std::string& path, const std::string& shown_as,
                                        const CsvColumns& columns, Diagnostics& diagnostics)>
      read = {};
};

/// Objects as files say them, and where.
class ReadFiles {
 public:
  /// Reads every file of the plan in `folder`; `shown_as` is how messages call it (`plan`). Tells
  /// what is wrong with the files themselves: unreadable, unknown columns, a key twice, files that
  /// are none of the plan's. A kind has its file in one format: `risks.csv` or `risks.xlsx`.
  ReadFiles(const std::string& folder, const std::string& shown_as, Diagnostics& diagnostics,
            const OtherFormat& other = {});

  const std::vector<Object>& objects() const { return objects_; }
  /// Tells findings at the lines and columns where their objects stand. What refers to objects of a
  /// file that could not be read whole is left out: one mistake, one message.
  void tell(const Findings& findings, Diagnostics& diagnostics) const;

 private:
  struct Place {
    std::size_t file = 0;
    std::size_t row = 0;
  };
  void read(const std::string& folder, const std::string& shown_as, const PlanKind& kind,
            const OtherFormat& other, Diagnostics& diagnostics);
  Diagnostic at(const Finding& finding) const;

  std::vector<CsvTable> tables_;
  std::vector<Object> objects_;
  std::map<ObjectKey, Place> places_;
  std::set<std::string> incomplete_;  ///< kinds whose file could not be read whole
};

/// The levels that a plan has when it names none: council, board, administration, area, unit.
std::vector<Object> default_levels();

}  // namespace redthread::plan
