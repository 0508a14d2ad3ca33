// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/folders.hpp"
#include "catalog/readers.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

const std::string folder = "catalog/sources/";
constexpr std::int64_t longest_timeout_s = 86'400;

/// A label is a part of a file's name, and what follows the first `_`.
bool is_label(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
  });
}

void read_label(TableReader& reader, SourceQuery& query, const Fact* fact) {
  const TomlValue* label = reader.take("label", Kind::string);
  if (label == nullptr) {
    if (fact != nullptr && !fact->owed_by.empty()) {
      reader.error("catalog.missing_key", fmt::format("{} lacks `label`", reader.what()),
                   fmt::format("`{}` is owed by units: say whose rows these are", fact->key));
    }
    return;
  }
  query.label = label->text;
  if (!is_label(label->text)) {
    reader.error(*label, "catalog.bad_unit_code",
                 fmt::format("`{}` cannot be a part of a file's name", printable(label->text)),
                 "a label is letters a-z, digits, `_` and `-`");
  } else if (fact != nullptr && !fact->owed_by.empty() &&
             std::find(fact->owed_by.begin(), fact->owed_by.end(), label->text) ==
                 fact->owed_by.end()) {
    reader.error(*label, "catalog.unknown_unit",
                 fmt::format("`{}` does not deliver `{}`", label->text, fact->key),
                 name_hint(label->text, fact->owed_by));
  }
}

SourceQuery read_query(const TomlValue& table, const std::string& source, Loading& loading,
                       const Catalog& catalog) {
  SourceQuery query;
  TableReader reader(table, fmt::format("a query of `{}`", source), loading.diagnostics);
  const Fact* fact = nullptr;
  if (const TomlValue* key = reader.require("fact", Kind::string)) {
    query.fact = key->text;
    fact = catalog.fact(key->text);
    if (fact == nullptr && loading.known.facts) {
      reader.error(*key, "catalog.unknown_fact", fmt::format("there is no fact `{}`", key->text),
                   name_hint(key->text, keys_of(catalog.facts)));
    }
  }
  read_label(reader, query, fact);
  if (const TomlValue* sql = reader.require("sql", Kind::string)) {
    query.sql = sql->text;
    const Source& file = *sql->mark.source;
    query.is_verbatim = file.text().substr(sql->text_begin, sql->text.size()) == sql->text;
    query.place = query.is_verbatim
                      ? file.mark(sql->text_begin, sql->text_begin + sql->text.size()).span()
                      : sql->mark.span();
    if (trim(sql->text).empty()) {
      reader.error(*sql, "catalog.empty_text", "`sql` is empty", "write a SELECT");
    }
  }
  reader.finish();
  return query;
}

/// What says where the database is; the other engine's key is unknown here.
void read_database(TableReader& reader, QuerySource& source, Loading& loading) {
  source.engine = reader.word<QuerySource::Engine>(
      "engine",
      {{"sqlite", QuerySource::Engine::sqlite}, {"postgresql", QuerySource::Engine::postgresql}},
      source.engine);
  const bool is_file = source.engine == QuerySource::Engine::sqlite;
  const TomlValue* value = reader.require(is_file ? "path" : "connection_env", Kind::string);
  if (value == nullptr) return;
  (is_file ? source.path : source.connection_env) = value->text;
  source.open_place = value->mark.span();
  if (trim(value->text).empty()) {
    reader.error(*value, "catalog.empty_text", fmt::format("`{}` is empty", value->key),
                 "write it");
  } else if (!is_file && (value->text.find('=') != std::string::npos ||
                          value->text.find(':') != std::string::npos)) {
    // Without the line: it may hold a password.
    loading.diagnostics.error(
        "catalog.bad_key", value->mark.span(),
        "`connection_env` names an environment variable; it is not the connection itself",
        "no password belongs in this file: connection_env = \"PAS_URL\"");
  }
}

/// Facts and labels that queries write.
using Written = std::set<std::pair<std::string, std::string>>;

QuerySource read_source(const TomlValue& document, const std::string& key, Written& seen,
                        Loading& loading, const Catalog& catalog) {
  QuerySource source{.key = key, .place = document.mark.source->whole()};
  TableReader reader(document, fmt::format("source `{}`", key), loading.diagnostics);
  source.name = reader.text("name");
  if (document.find("engine") == nullptr) reader.require("engine", Kind::string);
  read_database(reader, source, loading);
  if (const auto seconds = reader.integer("timeout", 1, longest_timeout_s)) {
    source.timeout_s = static_cast<int>(*seconds);
  }
  const TomlValue* queries = reader.require("query", Kind::array);
  reader.finish();
  if (queries == nullptr) return source;
  if (queries->items.empty()) {
    reader.error(*queries, "catalog.empty_list", fmt::format("the source `{}` has no query", key),
                 "write at least one [[query]]");
  }
  for (const TomlValue& item : queries->items) {
    if (!item.is(Kind::table)) {
      item.mark.error(loading.diagnostics, "catalog.wrong_type", "a query is a table",
                      "begin each with [[query]]");
      continue;
    }
    SourceQuery query = read_query(item, key, loading, catalog);
    if (!seen.emplace(query.fact, query.label).second) {
      item.mark.error(loading.diagnostics, "catalog.duplicate_key",
                      fmt::format("another query writes the same deliveries of `{}`", query.fact),
                      "give them a `label` each, or make them one with UNION ALL");
    }
    source.queries.push_back(std::move(query));
  }
  return source;
}

}  // namespace

void read_sources(Loading& loading, Catalog& catalog) {
  Written seen;
  for (const std::string& key : stems(loading, folder, ".toml")) {
    if (!is_key(key)) continue;  // told by check_files
    const std::string file = folder + key + ".toml";
    loading.aside.insert(file);
    const auto document = read_toml(loading, file, /*required=*/true);
    if (document) catalog.sources.push_back(read_source(*document, key, seen, loading, catalog));
  }
}

}  // namespace redthread::catalog
