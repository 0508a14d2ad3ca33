// SPDX-License-Identifier: Apache-2.0
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "catalog/folders.hpp"
#include "catalog/formats.hpp"
#include "catalog/readers.hpp"
#include "catalog/statement_columns.hpp"
#include "catalog/statement_rows.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::catalog {
namespace {

const std::string folder = "catalog/statements/";
const Words<Statement::Area> area_words = {{"production", Statement::Area::production},
                                           {"access", Statement::Area::access},
                                           {"personnel", Statement::Area::personnel},
                                           {"economy", Statement::Area::economy}};

Statement read_head(const TomlValue& document, const std::string& key, Loading& loading,
                    const Catalog& catalog) {
  Statement statement{.key = key};
  statement.place = document.mark.source->whole();
  TableReader reader(document, fmt::format("statement `{}`", key), loading.diagnostics);
  statement.title = reader.required_text("title");
  statement.row_title = reader.local_text("row_title");
  statement.note = reader.local_text("note");
  statement.source = reader.local_text("source");
  statement.area = reader.word("area", area_words, Statement::Area::none);
  statement.show = read_format(reader);
  statement.columns = read_columns(reader, loading, catalog);
  reader.finish();
  return statement;
}

void read_statement(const std::string& key, Loading& loading, Catalog& catalog) {
  const auto document = read_toml(loading, folder + key + ".toml", /*required=*/true);
  bool complete = true;
  const auto rows = read_csv(loading, folder + key + ".csv", statement_csv_columns,
                             /*required=*/true, complete);
  Statement statement;
  if (document) statement = read_head(*document, key, loading, catalog);
  if (rows) {
    statement.rows = read_rows(*rows, loading, catalog, statement.show);
    if (rows->rows().empty() && complete) {
      loading.diagnostics.error("catalog.empty_list", rows->source().whole(),
                                "the statement has no rows", "write at least one row");
    }
  }
  catalog.statements.push_back(std::move(statement));
}

}  // namespace

void read_statements(Loading& loading, Catalog& catalog) {
  const std::set<std::string> heads = stems(loading, folder, ".toml");
  const std::set<std::string> tables = stems(loading, folder, ".csv");
  std::set<std::string> all = heads;
  all.insert(tables.begin(), tables.end());
  for (const std::string& key : all) {
    if (!is_key(key)) continue;  // told by check_files
    if (heads.contains(key) && tables.contains(key)) {
      read_statement(key, loading, catalog);
      continue;
    }
    const bool has_head = heads.contains(key);
    loading.diagnostics.error(
        "catalog.half_statement", {.file = folder + key + (has_head ? ".toml" : ".csv")},
        fmt::format("there is no `{}.{}` beside it", key, has_head ? "csv" : "toml"),
        has_head ? "the .csv has the rows of the table" : "the .toml has its title and columns");
  }
}

}  // namespace redthread::catalog
