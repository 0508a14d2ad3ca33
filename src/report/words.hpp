// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/language.hpp"
#include "model/document.hpp"
#include "model/figure.hpp"
#include "model/results.hpp"

namespace redthread::report {

/// Every word that a report says by itself, in both languages, in one place (words.cpp). Names of
/// statuses, trends, scenarios and states are model's.
struct Words {
  const char* code;  ///< `sv`, `en`: the language tag
  const char* draft;
  const char* restated_to;   ///< `, organisationen omräknad till `, before a day
  const char* contents;      ///< heading of the table of contents
  const char* amounts_in;    ///< `Belopp i `, before a money unit
  const char* values_in;     ///< `Måttenhet: `, before any other
  const char* all_values;    ///< before a note that holds for a whole table
  const char* refers_to;     ///< `Avser `, before a lagging row's period
  const char* missing_mark;  ///< what `–` means
  const char* not_here;      ///< word for {word} when there is nothing to compare
  const char* unchanged;     ///< word for {word} when the figure is zero
  const char* source;        ///< `Källa: `
  const char* row_head;      ///< head of a label column that has none of its own
  const char* no_rows;
  // Scorecard and goals.
  const char* indicator;
  const char* outcome;
  const char* target;
  const char* previous_year;
  const char* to_target;
  const char* status;
  const char* trend;
  const char* goal;
  const char* attained;
  const char* of;          ///< `3 av 5`
  const char* not_judged;  ///< `ej bedömda`, after a count
  const char* scorecard;
  const char* goals;
  // Findings.
  const char* findings;
  const char* finding;
  const char* shown;
  const char* compared_with;
  const char* difference;
  const char* judgement;
  const char* within_rounding;
  const char* to_investigate;
  const char* no_findings;
  const char* rounding_left_out;  ///< before their number
  // Activities.
  const char* activities;
  const char* activity;
  const char* assignment;
  const char* time_frame;
  const char* no_activities;
  // Charts; braces are filled in.
  const char* month;
  const char* amount;
  const char* bridge_gap;
  const char* chart_from_to;
  const char* chart_extremes;
  const char* chart_missing;
  const char* chart_all_missing;
  const char* chart_target;  ///< `mål`, inside a sentence
  // Deliveries.
  const char* deliveries;
  const char* file;
  const char* folder;
  const char* files;
  const char* rows;
  const char* fingerprint;
  const char* folders_note;  ///< how a folder's fingerprint is made, and where each file stands
  // Definitions.
  const char* definitions;
  const char* definition;
  const char* formula;
  const char* version;
  const char* key;
  // Thread.
  const char* thread;
  const char* how_counted;
  const char* sources;
  const char* line;
  const char* written;
  const char* period;
  const char* unit;
  const char* column;
  const char* scenario;
  const char* state;
  const char* interval;
  const char* address;
  const char* copy_address;
  const char* copied;
  const char* close;
  const char* open;  ///< a part of a thread, as the thread shown
  const char* back;
  const char* table;          ///< for a table without a caption
  const char* chart;          ///< for a chart without one
  const char* show_figures;   ///< opens the table behind a chart
  const char* chart_figures;  ///< heading of the tables behind the charts
  const char* continued;      ///< in brackets, after the caption of a table's later parts
  const char* thread_hint;    ///< how to open a thread, said once
  const char* scroll_hint;    ///< beside a table that is wider than the page
  const char* skip_link;
  const char* catalog_version;
  const char* about;  ///< heading of the report's particulars
  const char* text_sheet;
  const char* page;  ///< `Sida `
  const char* made_with;
  const char* chart_data;  ///< heading of the tables behind the charts, in print
  const char* threads;     ///< heading of the figures' threads, in print
};
const Words& words(Language language);

/// What stands before operand `index` in a thread: `+`, `−`, `×`, `/`; empty for none.
std::string_view operand_sign(Operation operation, std::size_t index);
/// `Stapeldiagram`, `Avvikelsebrygga`.
std::string_view chart_name(Chart::Kind kind, Language language);
/// What a series over time is called: `Utfall`, `Rullande tolv månader`.
std::string_view series_name(Chart::Series::Role role, Language language);
std::string_view finding_name(Finding::Kind kind, Language language);
/// `klar`, `enligt plan`, ... for an activity's status; `ej angiven` when it is empty or unknown.
std::string_view activity_status(std::string_view status, Language language);
/// `● grön` / `↗ positiv`: a shape and a word, so that colour is never alone.
std::string status_text(Status status, Language language);
std::string trend_text(Trend trend, Language language);

}  // namespace redthread::report
