// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <unistd.h>

#include "base/diagnostics.hpp"
#include "warehouse/rows/row_source.hpp"

namespace redthread::warehouse {

/// For tests: files of rows in a temporary folder, and all that a reader gives of them.

using Texts = std::vector<std::vector<std::string>>;

struct ReadRows {
  std::vector<std::string> header;
  std::string format;
  Texts rows;
  std::vector<int> lines;
  std::vector<Diagnostic> faults;
  std::string told;  ///< all diagnostics as text, without the line of totals
};

/// A file in a temporary folder, removed at the end.
class TestFile {
 public:
  explicit TestFile(const std::string& file) {
    std::string folder = (std::filesystem::temp_directory_path() / "redthread-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
    path_ = (folder_ / file).string();
  }
  TestFile(const std::string& file, const std::string& bytes) : TestFile(file) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~TestFile() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  TestFile(const TestFile&) = delete;
  TestFile& operator=(const TestFile&) = delete;

  const std::string& path() const { return path_; }
  std::string bytes() const {
    std::ifstream stream(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

 private:
  std::filesystem::path folder_;
  std::string path_;
};

inline ReadRows read_rows_file(const std::string& path, const RowLimits& limits = {}) {
  const std::string shown = "data/contact/" + std::filesystem::path(path).filename().string();
  ReadRows read;
  Diagnostics diagnostics;
  const auto source = open_rows(path, shown, diagnostics, limits);
  if (source) {
    read.header = source->header();
    for (RowBatch batch; source->next(batch);) {
      if (batch.fields.size() != batch.rows * batch.columns) throw std::runtime_error("fields");
      if (batch.lines.size() != batch.rows) throw std::runtime_error("lines");
      for (std::size_t row = 0; row < batch.rows; ++row) {
        auto& texts = read.rows.emplace_back();
        for (std::size_t i = 0; i < batch.columns; ++i) texts.emplace_back(batch.at(row, i));
        read.lines.push_back(batch.lines[row]);
      }
      for (const Diagnostic& fault : batch.faults) read.faults.push_back(fault);
    }
    read.format = source->format();
    diagnostics.append(source->told());
  }
  for (const Diagnostic& fault : read.faults) read.told += to_text(fault);
  for (const Diagnostic& item : diagnostics.items()) read.told += to_text(item);
  return read;
}

/// Reads bytes as the file `data/contact/FILE`.
inline ReadRows read_rows(const std::string& file, const std::string& bytes,
                          const RowLimits& limits = {}) {
  return read_rows_file(TestFile(file, bytes).path(), limits);
}

/// The first batch of a file that can be opened.
inline void with_rows(const std::string& file, const std::string& bytes,
                      const std::function<void(RowSource&, RowBatch&)>& action) {
  const TestFile test_file(file, bytes);
  Diagnostics diagnostics;
  const auto source = open_rows(test_file.path(), "data/contact/" + file, diagnostics);
  if (!source) throw std::runtime_error(to_text(diagnostics));
  RowBatch batch;
  source->next(batch);
  action(*source, batch);
}

}  // namespace redthread::warehouse
