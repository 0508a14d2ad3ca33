// SPDX-License-Identifier: Apache-2.0
#include "catalog/closings.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

bool is_sha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

ClosedPart read_part(const TomlValue& table, const std::string& fact, Diagnostics& diagnostics) {
  ClosedPart part;
  TableReader reader(table, "a closed delivery", diagnostics);
  if (const TomlValue* file = reader.require("file", Kind::string)) {
    part.file = "data/" + fact + "/" + file->text;
  }
  if (const TomlValue* months = reader.require("months", Kind::string)) {
    if (const auto period = Period::parse(months->text)) {
      part.months = *period;
    } else {
      reader.error(*months, "catalog.bad_month",
                   fmt::format("`{}` is not a span of months", months->text), "write 2024-03");
    }
  }
  reader.require("rows", Kind::integer);
  part.rows = reader.integer("rows", 0, std::numeric_limits<std::int64_t>::max()).value_or(0);
  if (const TomlValue* sha256 = reader.require("sha256", Kind::string)) {
    part.sha256 = sha256->text;
    if (!is_sha256(part.sha256)) {
      reader.error(*sha256, "catalog.bad_fingerprint", "this is not a SHA-256",
                   "the file is written by `redthread close`; take it back from git");
    }
  }
  reader.finish();
  return part;
}

std::optional<Closing> read_closing(const TomlValue& table, Loading& loading,
                                    const Catalog& catalog) {
  Closing closing{.fact = table.key, .place = table.key_mark.span()};
  if (catalog.fact(table.key) == nullptr && loading.known.facts) {
    table.key_mark.error(loading.diagnostics, "catalog.unknown_fact",
                         fmt::format("there is no fact `{}`", table.key),
                         name_hint(table.key, keys_of(catalog.facts)));
  }
  TableReader reader(table, fmt::format("the closing of `{}`", table.key), loading.diagnostics);
  const TomlValue* through = reader.require("through", Kind::string);
  const std::optional<Month> month =
      through == nullptr ? std::nullopt : Month::parse(through->text);
  if (month) {
    closing.through = *month;
  } else if (through != nullptr) {
    reader.error(*through, "catalog.bad_month", fmt::format("`{}` is not a month", through->text),
                 "write the last closed month as 2024-04");
  }
  closing.closed_on = reader.text("closed_on");
  closing.closed_by = reader.text("closed_by");
  closing.decided = reader.text("decided");
  const TomlValue* parts = reader.take("deliveries", Kind::array);
  reader.finish();
  if (parts != nullptr) {
    for (const TomlValue& item : parts->items) {
      if (item.is(Kind::table)) {
        closing.parts.push_back(read_part(item, closing.fact, loading.diagnostics));
      } else {
        item.mark.error(loading.diagnostics, "catalog.wrong_type",
                        "a closed delivery is a table {file = ..., months = ...}",
                        "the file is written by `redthread close`; take it back from git");
      }
    }
  }
  if (!month) return std::nullopt;
  return closing;
}

/// A TOML text in quotes.
std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : printable(text)) {
    if (c == '"' || c == '\\') result += '\\';
    result += c;
  }
  return result + '"';
}

std::string closing_text(Closing& closing) {
  std::sort(closing.parts.begin(), closing.parts.end(),
            [](const ClosedPart& a, const ClosedPart& b) {
              return std::tie(a.file, a.months) < std::tie(b.file, b.months);
            });
  std::string text =
      fmt::format("\n[{}]\nthrough   = \"{}\"\n", closing.fact, closing.through.to_string());
  if (!closing.closed_on.empty()) text += "closed_on = " + quoted(closing.closed_on) + "\n";
  if (!closing.closed_by.empty()) text += "closed_by = " + quoted(closing.closed_by) + "\n";
  if (!closing.decided.empty()) text += "decided   = " + quoted(closing.decided) + "\n";
  if (closing.parts.empty()) return text;
  text += "deliveries = [\n";
  const std::string folder = "data/" + closing.fact + "/";
  for (const ClosedPart& part : closing.parts) {
    text += fmt::format("  {{file = {}, months = \"{}\", rows = {}, sha256 = \"{}\"}},\n",
                        quoted(part.file.substr(folder.size())), part.months.to_string(), part.rows,
                        part.sha256);
  }
  return text + "]\n";
}

}  // namespace

std::string closings_text(std::vector<Closing> closings) {
  std::string text =
      "# Closed months, written by `redthread close`: a new, changed or withdrawn delivery for one "
      "of them is\n# refused. To open months again, set `through` back, or delete the fact's "
      "table. See docs/deliveries.md.\n";
  for (Closing& closing : closings) text += closing_text(closing);
  return text;
}

void read_closings(Loading& loading, Catalog& catalog) {
  loading.aside.insert(closings_file);
  const auto document = read_toml(loading, closings_file, /*required=*/false);
  if (!document) return;
  bool complete = true;
  for (const TomlValue* table : named_tables(*document, "fact", loading.diagnostics, complete)) {
    if (auto closing = read_closing(*table, loading, catalog)) {
      catalog.closings.push_back(std::move(*closing));
    }
  }
}

}  // namespace redthread::catalog
