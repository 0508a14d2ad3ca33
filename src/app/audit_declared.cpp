// SPDX-License-Identifier: Apache-2.0
#include "app/audit_declared.hpp"

#include <filesystem>

#include "base/files.hpp"
#include "catalog/table_reader.hpp"

namespace redthread::app {
namespace {

using catalog::TableReader;
using catalog::TomlValue;

enum class Is { sum, difference, change, share, ratio };

audit::TableChoice choice(TableReader& reader, const std::string& file) {
  audit::TableChoice where{.file = file};
  where.sheet = reader.text("sheet");
  where.title = reader.text("title");
  where.number = static_cast<int>(reader.integer("number", 1, 100'000).value_or(0));
  return where;
}

std::vector<std::string> names_of(TableReader& reader, std::string_view key) {
  std::vector<std::string> names;
  for (const TomlValue* each : reader.texts(key)) names.push_back(each->text);
  return names;
}

class Declarations {
 public:
  Declarations(const TomlValue& document, std::string file, Diagnostics& diagnostics)
      : document_(document), file_(std::move(file)), diagnostics_(diagnostics) {}

  AuditDeclarations read() {
    TableReader reader(document_, "the file", diagnostics_);
    const catalog::Words<std::optional<audit::DecimalSign>> signs = {
        {"comma", audit::DecimalSign::comma}, {"point", audit::DecimalSign::point}};
    declared_.decimal = reader.word("decimal", signs, std::optional<audit::DecimalSign>());
    for (const TomlValue* each : tables(reader, "table")) names(*each);
    for (const TomlValue* each : tables(reader, "column")) column(*each);
    for (const TomlValue* each : tables(reader, "row")) row(*each);
    reader.finish();
    return std::move(declared_);
  }

 private:
  std::vector<const TomlValue*> tables(TableReader& reader, std::string_view key) {
    std::vector<const TomlValue*> found;
    const TomlValue* list = reader.take(key, TomlValue::Kind::array);
    if (list == nullptr) return found;
    for (const TomlValue& each : list->items) {
      if (each.is(TomlValue::Kind::table)) {
        found.push_back(&each);
      } else {
        reader.error(each, "catalog.wrong_type", "`" + std::string(key) + "` is no table",
                     "write [[" + std::string(key) + "]]");
      }
    }
    return found;
  }

  void names(const TomlValue& table) {
    TableReader reader(table, "[[table]]", diagnostics_);
    audit::DeclaredNames names{.where = choice(reader, file_)};
    names.names.label = reader.text("label");
    names.names.parent = reader.text("parent");
    reader.finish();
    declared_.names.push_back(std::move(names));
  }

  void column(const TomlValue& table) {
    TableReader reader(table, "[[column]]", diagnostics_);
    audit::DeclaredRelation relation{.where = choice(reader, file_)};
    const TomlValue* target = reader.require("target", TomlValue::Kind::string);
    const catalog::Words<Is> words = {{"sum", Is::sum},
                                      {"difference", Is::difference},
                                      {"change", Is::change},
                                      {"share", Is::share},
                                      {"ratio", Is::ratio}};
    reader.require("is", TomlValue::Kind::string);
    const Is is = reader.word("is", words, Is::sum);
    relation.plus = names_of(reader, "of");
    reader.finish();
    if (target == nullptr) return;
    relation.target = target->text;
    const bool two = is != Is::sum;
    if (relation.plus.empty() || (two && relation.plus.size() != 2)) {
      reader.error(
          "catalog.missing_key",
          two ? "`of` must name two columns: what, and against what" : "`of` names no columns",
          "of = [\"Utfall\", \"Budget\"]");
      return;
    }
    if (is == Is::difference) {
      relation.minus = {relation.plus[1]};
      relation.plus.pop_back();
    }
    relation.form = is == Is::change  ? audit::Form::change
                    : is == Is::share ? audit::Form::share
                    : is == Is::ratio ? audit::Form::ratio
                                      : audit::Form::sum;
    add(std::move(relation), *target);
  }

  void row(const TomlValue& table) {
    TableReader reader(table, "[[row]]", diagnostics_);
    audit::DeclaredRelation relation{.where = choice(reader, file_), .between_rows = true};
    const TomlValue* target = reader.require("target", TomlValue::Kind::string);
    relation.plus = names_of(reader, "sum");
    relation.minus = names_of(reader, "less");
    reader.finish();
    if (target == nullptr) return;
    relation.target = target->text;
    if (relation.plus.empty() && relation.minus.empty()) {
      reader.error("catalog.missing_key", "[[row]] names no rows that are summed",
                   "sum = [\"Intäkter\", \"Bidrag\"]");
      return;
    }
    add(std::move(relation), *target);
  }

  void add(audit::DeclaredRelation relation, const TomlValue& target) {
    declared_.relations.push_back(std::move(relation));
    declared_.places.push_back(target.mark.span());
  }

  const TomlValue& document_;
  std::string file_;
  Diagnostics& diagnostics_;
  AuditDeclarations declared_;
};

}  // namespace

AuditDeclarations read_audit_declarations(const std::string& path, Diagnostics& diagnostics) {
  constexpr std::size_t largest = 1u << 20;
  const std::string beside = std::filesystem::path(path).replace_extension(".audit.toml").string();
  if (!std::filesystem::exists(beside)) return {};
  auto text = read_text_file(beside, beside, diagnostics, largest);
  if (!text) return {};
  const catalog::Source source(beside, std::move(*text));
  if (!catalog::check_readable(source, diagnostics)) return {};
  const TomlValue document = catalog::parse_toml(source, diagnostics);
  return Declarations(document, path, diagnostics).read();
}

}  // namespace redthread::app
