// SPDX-License-Identifier: Apache-2.0
#include "catalog/definitions.hpp"

#include <utility>

#include <fmt/format.h>

#include "catalog/loading.hpp"

namespace redthread::catalog {
namespace {

using Kind = TomlValue::Kind;

void collect(const Expression& expression, std::vector<const Expression*>& keys) {
  if (expression.kind == Expression::Kind::key) keys.push_back(&expression);
  for (const Expression& operand : expression.operands) collect(operand, keys);
}

class DefinitionReader {
 public:
  DefinitionReader(const MeasureUnits& units, Diagnostics& diagnostics,
                   const std::vector<std::string_view>& others)
      : units_(units), diagnostics_(diagnostics), others_(others) {}

  Definition read(TableReader& reader) {
    has_formula_ = reader.take("formula") != nullptr;
    DefinitionVersion first;
    add(reader, std::move(first));
    const TomlValue* later = reader.take("versions", Kind::array);
    if (later == nullptr) return std::move(definition_);
    for (const TomlValue& item : later->items) {
      if (item.is(Kind::table)) {
        read_version(item, fmt::format("a version of {}", reader.what()));
      } else {
        reader.error(item, "catalog.wrong_type",
                     fmt::format("a version must be a table, not {}", kind_name(item.kind)),
                     "write {from = \"2024-03\", note = \"...\"}");
      }
    }
    return std::move(definition_);
  }

 private:
  void read_version(const TomlValue& table, const std::string& what) {
    TableReader reader(table, what, diagnostics_);
    DefinitionVersion version;
    version.number = static_cast<int>(definition_.versions.size()) + 1;
    if (const TomlValue* from = reader.require("from", Kind::string)) {
      version.from = Month::parse(from->text);
      const auto& before = definition_.versions.back().from;
      if (!version.from) {
        reader.error(*from, "catalog.bad_month", fmt::format("`{}` is not a month", from->text),
                     "write 2024-03");
      } else if (before && *version.from <= *before) {
        reader.error(*from, "catalog.version_order",
                     fmt::format("this version is from {}, the one before from {}",
                                 version.from->to_string(), before->to_string()),
                     "versions stand in order of time");
      }
    }
    version.bridge = reader.flag("bridge", false);
    version.note = reader.local_text("note");
    const bool has_formula = table.find("formula") != nullptr;
    if (has_formula && !has_formula_) {
      reader.error(*table.find("formula"), "catalog.version_formula",
                   "a version of reported values cannot have a formula",
                   "only its method changes; describe it in `note`");
    } else if (!has_formula && has_formula_) {
      reader.error("catalog.version_formula", fmt::format("{} has no formula", what),
                   "every version has its formula, since the first has one");
    }
    add(reader, std::move(version));
    for (const std::string_view key : others_) reader.take(key);
    reader.finish();
  }

  void add(TableReader& reader, DefinitionVersion version) {
    FormulaOrigin origin;
    if (const TomlValue* formula = reader.take("formula", Kind::string)) {
      origin = origin_of(*formula);
      version.formula = parse_formula(formula->text, origin, units_, diagnostics_);
    }
    definition_.versions.push_back(std::move(version));
    definition_.origins.push_back(std::move(origin));
    definition_.tables.push_back(&reader.table());
  }

  const MeasureUnits& units_;
  Diagnostics& diagnostics_;
  const std::vector<std::string_view>& others_;
  Definition definition_;
  bool has_formula_ = false;
};

}  // namespace

Definition read_definition(TableReader& reader, const MeasureUnits& units, Diagnostics& diagnostics,
                           const std::vector<std::string_view>& others) {
  return DefinitionReader(units, diagnostics, others).read(reader);
}

std::vector<const Expression*> keys_in(const Expression& formula) {
  std::vector<const Expression*> keys;
  collect(formula, keys);
  return keys;
}

}  // namespace redthread::catalog
