// SPDX-License-Identifier: Apache-2.0
#include "warehouse/delivery_folder.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"

namespace redthread::warehouse {
namespace {

namespace fs = std::filesystem;

constexpr const char* where_deliveries_lie = "a delivery is data/<fact>/NAME.csv";
constexpr std::array<std::string_view, 6> row_formats = {".csv",  ".txt", ".parquet",
                                                         ".xlsx", ".se",  ".si"};

struct Entry {
  std::string name;
  bool is_folder = false;
  bool is_file = false;
};

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

bool is_left_alone(const std::string& name) {
  return name.starts_with('.') || lower_case(name).ends_with(".md");
}

/// What is in a folder, by name. A link counts as what it leads to; one that leads nowhere as a
/// file, so that reading it tells.
std::vector<Entry> entries_of(const fs::path& folder, const std::string& shown_as,
                              Diagnostics& diagnostics) {
  std::vector<Entry> entries;
  std::error_code error;
  for (fs::directory_iterator i(folder, error), end; !error && i != end; i.increment(error)) {
    std::error_code ignored;
    const fs::file_type type = i->status(ignored).type();
    entries.push_back(
        {.name = i->path().filename().string(),
         .is_folder = type == fs::file_type::directory,
         .is_file = type == fs::file_type::regular || type == fs::file_type::not_found});
  }
  if (error) {
    diagnostics.error("file.unreadable", {.file = shown_as},
                      "the folder cannot be read: " + error.message());
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

void tell_stray(const Entry& entry, const std::string& shown_as, Diagnostics& diagnostics) {
  const std::string name = lower_case(entry.name);
  const Span place{.file = printable(shown_as)};
  if (name.ends_with(".csv") && !entry.is_folder) {
    diagnostics.error("warehouse.stray_file", place, "this file is not taken in where it lies",
                      std::string(where_deliveries_lie) + ", in lower case");
  } else if (entry.is_folder) {
    diagnostics.error("warehouse.stray_file", place, "a fact's folder has no folders in it",
                      where_deliveries_lie);
  } else {
    diagnostics.warning("warehouse.stray_file", place, "this file is not taken in",
                        std::string(where_deliveries_lie) +
                            "; name it .something or NAME.md to have it left alone");
  }
}

/// Whether a file in a fact's folder is one of its deliveries, by its extension.
bool is_delivery(const Fact& fact, const std::string& name) {
  if (!fact.has_rows()) return name.ends_with(".csv");
  const std::string lower = lower_case(name);
  return std::any_of(row_formats.begin(), row_formats.end(),
                     [&](std::string_view extension) { return lower.ends_with(extension); });
}

/// The deliveries of one fact's folder.
void find_in_fact(const Fact& fact, const fs::path& folder, const std::string& shown_as,
                  std::vector<DeliveryFile>& found, Diagnostics& diagnostics) {
  for (const Entry& entry : entries_of(folder, shown_as, diagnostics)) {
    if (is_left_alone(entry.name)) continue;
    std::string file = shown_as + "/" + entry.name;
    if (!is_valid_utf8(entry.name)) {
      diagnostics.error("warehouse.stray_file", {.file = printable(file)},
                        "the file's name is not UTF-8", "rename it, best to letters a-z");
    } else if (entry.is_file && is_delivery(fact, entry.name)) {
      found.push_back({.fact = &fact, .file = std::move(file), .path = folder / entry.name});
    } else {
      tell_stray(entry, file, diagnostics);
    }
  }
}

}  // namespace

std::vector<DeliveryFile> find_deliveries(const Catalog& catalog, Diagnostics& diagnostics) {
  std::vector<DeliveryFile> found;
  const fs::path data = fs::path(catalog.folder) / "data";
  std::error_code ignored;
  if (fs::status(data, ignored).type() == fs::file_type::not_found) return found;

  std::vector<std::string> known;
  for (const Fact& fact : catalog.facts) known.push_back(fact.key);
  for (const Entry& entry : entries_of(data, "data", diagnostics)) {
    if (is_left_alone(entry.name)) continue;
    const std::string shown_as = "data/" + entry.name;
    if (!entry.is_folder) {
      tell_stray(entry, shown_as, diagnostics);
    } else if (const Fact* fact = catalog.fact(entry.name)) {
      find_in_fact(*fact, data / entry.name, shown_as, found, diagnostics);
    } else {
      diagnostics.error("warehouse.unknown_fact", {.file = printable(shown_as)},
                        fmt::format("there is no fact `{}`", printable(entry.name)),
                        name_hint(entry.name, known));
    }
  }
  return found;
}

}  // namespace redthread::warehouse
