// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redthread {

/// What the plan consists of, as data: its kinds of objects with their fields. Validation, import,
/// export, commands and documentation derive from this one table (model/plan_kinds.cpp); rules
/// between objects are code in plan/.

/// How a field's text is read.
enum class PlanFieldType {
  text,        ///< any text, of any length and several lines
  word,        ///< one of `of`
  flag,        ///< yes, no
  integer,     ///< a whole number, not negative
  decimal,     ///< -12.50
  date,        ///< 2024-04-30
  dates,       ///< several, separated by `;`
  period,      ///< 2024-T1, as everywhere
  year,        ///< 2024
  colour,      ///< #rrggbb
  target,      ///< `>= 95 %`, `77..80`, `increase`, ... (METHODS: typed targets)
  reference,   ///< the id of an object of kind `of`
  references,  ///< several, separated by `;`
  subject,     ///< `kind:id`, an object of one of the kinds `of`
};

struct PlanField {
  const char* name;
  PlanFieldType type = PlanFieldType::text;
  bool required = false;
  const char* of = "";  ///< a kind, kinds or words, separated by blanks
};

/// Two date fields that must come in this order.
struct PlanDateOrder {
  const char* first;
  const char* last;
};

struct PlanKind {
  const char* name;     ///< `risk_assessment`
  const char* file;     ///< `risk_assessments.csv`, in plan/
  const char* meaning;  ///< one sentence
  std::vector<PlanField> fields;
  std::vector<PlanDateOrder> orders = {};
  /// Fields that together name one object: no two have the same. Empty = the id alone.
  std::vector<const char*> unique = {};

  const PlanField* find(std::string_view field) const;
};

/// All kinds, in an order in which each mostly refers to ones before it. The id stands in the
/// column `key` of a file.
const std::vector<PlanKind>& plan_kinds();
/// nullptr when there is none.
const PlanKind* find_plan_kind(std::string_view name);
/// `of` in parts.
std::vector<std::string> words_of(const PlanField& field);

}  // namespace redthread
