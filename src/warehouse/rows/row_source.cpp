// SPDX-License-Identifier: Apache-2.0
#include "warehouse/rows/row_source.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "warehouse/rows/formats.hpp"

namespace redthread::warehouse {
namespace {

/// The extension in lower case, without its dot.
std::string extension_of(std::string_view path) {
  const std::size_t slash = path.find_last_of('/');
  const std::size_t dot = path.find_last_of('.');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  std::string extension(path.substr(dot + 1));
  for (char& c : extension) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return extension;
}

}  // namespace

Span RowSource::span(const RowBatch& batch, std::size_t row, std::size_t field) const {
  return {.file = shown_as_, .line = batch.lines[row], .column = static_cast<int>(field) + 1};
}

void RowSource::point(Diagnostic& diagnostic, const RowBatch& batch, std::size_t row,
                      std::size_t field) const {
  diagnostic.span = span(batch, row, field);
}

Diagnostic& RowSource::tell(std::string code, std::string message, std::string hint) {
  return told_.error(std::move(code), {.file = shown_as_}, std::move(message), std::move(hint));
}

std::vector<HeaderFault> header_faults(const std::vector<std::string>& header,
                                       const RowLimits& limits) {
  if (header.size() > limits.columns) {
    return {{limits.columns,
             fmt::format("there are {} columns; the limit is {}", header.size(), limits.columns),
             {}}};
  }
  std::vector<HeaderFault> faults;
  std::map<std::string_view, std::size_t> known;
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (header[i].empty()) {
      faults.push_back(
          {i, fmt::format("column {} has no name", i + 1), "name it, or remove the column"});
      continue;
    }
    const auto [first, is_new] = known.emplace(header[i], i);
    if (is_new) continue;
    faults.push_back({i,
                      fmt::format("column `{}` is already column {}", header[i], first->second + 1),
                      "rename or remove one of them"});
  }
  return faults;
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::unique_ptr<RowSource> open_rows(const std::string& path, const std::string& shown_as,
                                     Diagnostics& diagnostics, const RowLimits& limits) {
  const std::string extension = extension_of(path);
  if (extension == "csv" || extension == "txt") {
    return open_csv(path, shown_as, diagnostics, limits);
  }
  if (extension == "parquet") return open_parquet(path, shown_as, diagnostics, limits);
  if (extension == "se" || extension == "si") {
    return open_sie(path, shown_as, diagnostics, limits);
  }
  if (extension == "xlsx") return open_xlsx(path, shown_as, diagnostics, limits);
  diagnostics.error("rows.format", {.file = shown_as},
                    fmt::format("rows are not read from files of the kind `.{}`", extension),
                    "deliver csv, txt, xlsx, parquet, se or si");
  return nullptr;
}

}  // namespace redthread::warehouse
