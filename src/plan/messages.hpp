// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::plan {

/// Codes of diagnostics on objects of the plan.
namespace codes {
inline constexpr const char* assessment_state = "plan.assessment_state";
inline constexpr const char* bad_file = "plan.bad_file";
inline constexpr const char* bad_key = "plan.bad_key";
inline constexpr const char* bad_status = "plan.bad_status";
inline constexpr const char* bad_value = "plan.bad_value";
inline constexpr const char* changed_in_store = "plan.changed_in_store";
inline constexpr const char* control_missed = "plan.control_missed";
inline constexpr const char* control_rule = "plan.control_rule";
inline constexpr const char* cycle = "plan.cycle";
inline constexpr const char* date_order = "plan.date_order";
inline constexpr const char* duplicate = "plan.duplicate";
inline constexpr const char* duplicate_key = "plan.duplicate_key";
inline constexpr const char* instruction_frozen = "plan.instruction_frozen";
inline constexpr const char* level_order = "plan.level_order";
inline constexpr const char* mandatory_risk = "plan.mandatory_risk";
inline constexpr const char* missing_value = "plan.missing_value";
inline constexpr const char* mitigation_missing = "plan.mitigation_missing";
inline constexpr const char* no_level = "plan.no_level";
inline constexpr const char* occurrence_day = "plan.occurrence_day";
inline constexpr const char* occurrence_result = "plan.occurrence_result";
inline constexpr const char* outside_axis = "plan.outside_axis";
inline constexpr const char* overdue = "plan.overdue";
inline constexpr const char* override_reason = "plan.override_reason";
inline constexpr const char* report_order = "plan.report_order";
inline constexpr const char* report_signed = "plan.report_signed";
inline constexpr const char* report_step = "plan.report_step";
inline constexpr const char* report_version = "plan.report_version";
inline constexpr const char* risk_without_goal = "plan.risk_without_goal";
inline constexpr const char* same_person = "plan.same_person";
inline constexpr const char* scale_in_use = "plan.scale_in_use";
inline constexpr const char* scale_steps = "plan.scale_steps";
inline constexpr const char* unknown_field = "plan.unknown_field";
inline constexpr const char* unknown_kind = "plan.unknown_kind";
inline constexpr const char* unknown_object = "plan.unknown_object";
inline constexpr const char* unknown_reference = "plan.unknown_reference";
inline constexpr const char* unknown_unit = "plan.unknown_unit";
inline constexpr const char* wrong_level = "plan.wrong_level";
inline constexpr const char* wrong_value = "plan.wrong_value";
}  // namespace codes

inline constexpr MessageCode plan_messages[] = {
    {codes::assessment_state,
     "A risk is assessed and lacks a step, or is not assessed and has one: not assessed is no "
     "number."},
    {codes::bad_file, "A file in the folder is none of the plan's."},
    {codes::bad_key, "What was given as an object's key is none."},
    {codes::bad_status, "A status is not one that its subject can have."},
    {codes::bad_value, "A value is not of its field's type."},
    {codes::changed_in_store,
     "An imported object is in the store with another text: people may have changed it since."},
    {codes::control_missed, "A control was not performed twice in a row."},
    {codes::control_rule, "A control has a part of a rule for when it is due, and not all of it."},
    {codes::cycle, "An object is above itself."},
    {codes::date_order, "Two days are in the wrong order."},
    {codes::duplicate, "Two objects say the same thing: the same indicator and year, for example."},
    {codes::duplicate_key, "A key is given twice in a file."},
    {codes::instruction_frozen,
     "An occurrence keeps the instruction that was valid; it was to be changed."},
    {codes::level_order, "An object belongs to a higher level than the one above it."},
    {codes::mandatory_risk, "A mandatory risk is not assessed, has no owner or no control."},
    {codes::missing_value, "A field that must have a value has none."},
    {codes::mitigation_missing, "A risk's level obliges to a mitigation, and there is none."},
    {codes::no_level, "The scale gives no level for this likelihood and consequence."},
    {codes::occurrence_day, "A control is not due on the day of its occurrence."},
    {codes::occurrence_result, "What is said of an occurrence contradicts its result."},
    {codes::outside_axis, "A step is not on the scale's axis."},
    {codes::overdue, "Something was due or has ended, and nothing was reported of it."},
    {codes::override_reason, "A person judged otherwise than was computed, and gave no reason."},
    {codes::report_order,
     "A report's step was asked for in the wrong order: it is opened, frozen, "
     "signed, published, corrected."},
    {codes::report_signed, "What was signed or published was to be changed or removed."},
    {codes::report_step, "A report has reached a state and lacks what belongs to it."},
    {codes::report_version, "A report's version does not follow on the one that it corrects."},
    {codes::risk_without_goal, "A risk hangs on no goal and no assignment."},
    {codes::same_person, "Who performs a control approves it too."},
    {codes::scale_in_use,
     "A scale that risks were assessed on was to be changed; make a new edition."},
    {codes::scale_steps, "The steps of a scale's axis are not 1, 2, 3 and so on."},
    {codes::unknown_field, "The kind of object has no such field."},
    {codes::unknown_kind, "There is no such kind of object in the plan."},
    {codes::unknown_object, "There is no such object in the plan."},
    {codes::unknown_reference, "A field names an object that there is not."},
    {codes::unknown_unit, "A field names a unit that the organisation does not have."},
    {codes::wrong_level, "A risk's level is not the one that its scale gives."},
    {codes::wrong_value, "A risk's value is not the one that its scale gives."},
};

/// Codes of Error that the store throws.
inline constexpr MessageCode plan_errors[] = {
    {"plan.backup", "A backup cannot be used: it is damaged, or the store is not empty."},
    {"plan.busy", "Another process holds the plan's store for too long."},
    {"plan.conflict", "Somebody else changed the object meanwhile; both texts are shown."},
    {"plan.disk_full", "The disk with the plan's store is full; nothing was changed."},
    {"plan.engine", "The engine of the plan's store failed."},
    {"plan.open", "The plan's store cannot be opened."},
    {"plan.version", "The plan's store was made by a newer program."},
};

}  // namespace redthread::plan
