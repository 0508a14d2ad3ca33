// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/message_code.hpp"

namespace redthread::plan {

/// Codes of diagnostics on objects of the plan.
namespace codes {
inline constexpr const char* action_without_effect = "plan.action_without_effect";
inline constexpr const char* adoption_kept = "plan.adoption_kept";
inline constexpr const char* already_adopted = "plan.already_adopted";
inline constexpr const char* already_assured = "plan.already_assured";
inline constexpr const char* assessment_state = "plan.assessment_state";
inline constexpr const char* assurance_snapshot = "plan.assurance_snapshot";
inline constexpr const char* bad_file = "plan.bad_file";
inline constexpr const char* bad_key = "plan.bad_key";
inline constexpr const char* bad_status = "plan.bad_status";
inline constexpr const char* bad_value = "plan.bad_value";
inline constexpr const char* bad_year = "plan.bad_year";
inline constexpr const char* carried_from = "plan.carried_from";
inline constexpr const char* changed_in_store = "plan.changed_in_store";
inline constexpr const char* computed_differs = "plan.computed_differs";
inline constexpr const char* contract_state = "plan.contract_state";
inline constexpr const char* control_missed = "plan.control_missed";
inline constexpr const char* control_rule = "plan.control_rule";
inline constexpr const char* cycle = "plan.cycle";
inline constexpr const char* date_order = "plan.date_order";
inline constexpr const char* duplicate = "plan.duplicate";
inline constexpr const char* duplicate_key = "plan.duplicate_key";
inline constexpr const char* harm = "plan.harm";
inline constexpr const char* instruction_frozen = "plan.instruction_frozen";
inline constexpr const char* level_order = "plan.level_order";
inline constexpr const char* mandatory_risk = "plan.mandatory_risk";
inline constexpr const char* missing_value = "plan.missing_value";
inline constexpr const char* mitigation_missing = "plan.mitigation_missing";
inline constexpr const char* mitigation_without_effect = "plan.mitigation_without_effect";
inline constexpr const char* no_level = "plan.no_level";
inline constexpr const char* not_adopted = "plan.not_adopted";
inline constexpr const char* not_assessed = "plan.not_assessed";
inline constexpr const char* nothing_to_adopt = "plan.nothing_to_adopt";
inline constexpr const char* occurrence_day = "plan.occurrence_day";
inline constexpr const char* occurrence_result = "plan.occurrence_result";
inline constexpr const char* outcome_value = "plan.outcome_value";
inline constexpr const char* outside_axis = "plan.outside_axis";
inline constexpr const char* overdue = "plan.overdue";
inline constexpr const char* override_reason = "plan.override_reason";
inline constexpr const char* person_data = "plan.person_data";
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
inline constexpr const char* year_closed = "plan.year_closed";
}  // namespace codes

inline constexpr MessageCode plan_messages[] = {
    {codes::action_without_effect,
     "An action has no effect in money or people, or is done and none was realised."},
    {codes::adoption_kept,
     "An adoption or an assurance was to be changed or removed: it is a decision."},
    {codes::already_adopted, "The plan of the year is adopted as it is."},
    {codes::already_assured, "The plan and its follow-up are assured as they are."},
    {codes::assessment_state,
     "A risk is assessed and lacks a step, or is not assessed and has one: not assessed is no "
     "number."},
    {codes::assurance_snapshot, "An assurance is on another plan than the adoption that it names."},
    {codes::bad_file, "A file in the folder is none of the plan's."},
    {codes::bad_key, "What was given as an object's key is none."},
    {codes::bad_status, "A status is not one that its subject can have."},
    {codes::bad_value, "A value is not of its field's type."},
    {codes::bad_year, "A year is not one that can be worked with so."},
    {codes::carried_from,
     "A year's entry is carried from another object's, or not from an earlier year."},
    {codes::changed_in_store,
     "An imported object is in the store with another text: people may have changed it since."},
    {codes::computed_differs,
     "A status was computed when it was judged, and would be computed otherwise now."},
    {codes::contract_state, "A contract or a review contradicts itself."},
    {codes::control_missed, "A control was not performed twice in a row."},
    {codes::control_rule, "A control has a part of a rule for when it is due, and not all of it."},
    {codes::cycle, "An object is above itself."},
    {codes::date_order, "Two days are in the wrong order."},
    {codes::duplicate, "Two objects say the same thing: the same indicator and year, for example."},
    {codes::duplicate_key, "A key is given twice in a file."},
    {codes::harm, "An incident's harm or lex Maria does not fit what it is."},
    {codes::instruction_frozen,
     "An occurrence keeps the instruction that was valid; it was to be changed."},
    {codes::level_order, "An object belongs to a higher level than the one above it."},
    {codes::mandatory_risk, "A mandatory risk is not assessed, has no owner or no control."},
    {codes::missing_value, "A field that must have a value has none."},
    {codes::mitigation_missing, "A risk's level obliges to a mitigation, and there is none."},
    {codes::mitigation_without_effect, "Every mitigation of a risk is judged to have no effect."},
    {codes::no_level, "The scale gives no level for this likelihood and consequence."},
    {codes::not_adopted, "The plan of the year is not adopted as it is."},
    {codes::not_assessed, "A risk is not assessed."},
    {codes::nothing_to_adopt, "The plan of the year has no risks."},
    {codes::occurrence_day, "A control is not due on the day of its occurrence."},
    {codes::occurrence_result, "What is said of an occurrence contradicts its result."},
    {codes::outcome_value,
     "An outcome has no value that its indicator's target can be held against."},
    {codes::outside_axis, "A step is not on the scale's axis."},
    {codes::overdue, "Something was due or has ended, and nothing was reported of it."},
    {codes::override_reason, "A person judged otherwise than was computed, and gave no reason."},
    {codes::person_data,
     "A text has what names a person: an identity number, an e-mail address, a telephone number."},
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
    {codes::year_closed, "A year's plan was rolled over, and was to be changed."},
};

/// Codes of Error that the store throws, besides its database's.
inline constexpr MessageCode plan_errors[] = {
    {"plan.backup", "A backup cannot be used: it is damaged, or the store is not empty."},
    {"plan.conflict", "Somebody else changed the object meanwhile; both texts are shown."},
};

}  // namespace redthread::plan
