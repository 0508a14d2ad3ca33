// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "base/files.hpp"
#include "report/compose/compose_tables.hpp"
#include "report/compose/table_notes.hpp"
#include "report/words.hpp"

namespace redthread::report {
namespace {

/// More are listed as their folders.
constexpr std::size_t most_listed_deliveries = 60;
/// Digits of a fingerprint that are printed.
constexpr std::size_t shown_fingerprint = 12;

constexpr std::array<std::string_view, 5> activity_states = {"done", "as_planned", "delayed",
                                                             "not_started", "paused"};

Table::Cell activity_cell(const std::string& status, Language language) {
  const std::string name(activity_status(status, language));
  if (status == "done" || status == "as_planned")
    return text_cell("\u25CF\u00A0" + name, Table::Fill::green);
  if (status == "delayed") return text_cell("\u25D0\u00A0" + name, Table::Fill::yellow);
  if (status == "paused") return text_cell("\u25CB\u00A0" + name, Table::Fill::shaded);
  return text_cell(status.empty() ? std::string(missing_mark) : "\u25CB\u00A0" + name);
}

int depth_of(const Activity& activity, const std::vector<Activity>& all) {
  int depth = 0;
  const Activity* at = &activity;
  while (!at->parent.empty() && depth < 6) {
    const auto parent = std::find_if(
        all.begin(), all.end(), [&](const Activity& other) { return other.key == at->parent; });
    if (parent == all.end()) break;
    at = &*parent;
    ++depth;
  }
  return depth;
}

/// `klara`: Swedish bends the adjective for many.
std::string_view status_of_many(std::string_view status, int count, Language language) {
  if (language == Language::swedish && count > 1) {
    if (status == "done") return "klara";
    if (status == "delayed") return "försenade";
    if (status == "not_started") return "ej påbörjade";
    if (status == "paused") return "pausade";
  }
  if (status.empty()) {
    return language == Language::swedish ? "utan angiven status" : "without a stated status";
  }
  return activity_status(status, language);
}

}  // namespace

Table::Cell text_cell(std::string text, Table::Fill fill) {
  Table::Cell cell;
  cell.runs.emplace_back(TextRun{std::move(text)});
  cell.fill = fill;
  return cell;
}

Table::Cell row_head(std::string text) {
  Table::Cell cell = text_cell(std::move(text));
  cell.row_header = true;
  return cell;
}

Table::HeaderCell column_head(std::string text) {
  Table::HeaderCell cell;
  cell.runs.emplace_back(TextRun{std::move(text)});
  return cell;
}

Table::Row spanning_row(std::string text, int columns, Table::Row::Style style) {
  Table::Row row;
  row.style = style;
  row.cells.push_back(text_cell(std::move(text)));
  row.cells[0].row_header = style == Table::Row::Style::heading;
  row.cells[0].column_span = columns;
  return row;
}

Table::Fill fill_of(Status status) {
  switch (status) {
    case Status::green:
      return Table::Fill::green;
    case Status::yellow:
      return Table::Fill::yellow;
    case Status::red:
      return Table::Fill::red;
    case Status::none:
      break;
  }
  return Table::Fill::none;
}

Table findings_table(const std::vector<Finding>& findings, bool with_rounding, Language language) {
  const Words& say = words(language);
  Table table;
  table.caption = say.findings;
  table.sheet = say.findings;
  using enum Table::Align;
  table.columns = {start, end, end, end, start};
  table.header.push_back({column_head(say.finding), column_head(say.shown),
                          column_head(say.compared_with), column_head(say.difference),
                          column_head(say.judgement)});
  TableNotes notes(language);
  int left_out = 0;
  for (const Finding& finding : findings) {
    if (finding.within_rounding && !with_rounding) {
      ++left_out;
      continue;
    }
    Table::Row row;
    row.cells.push_back(row_head(finding.title.in(language) + " (" +
                                 std::string(finding_name(finding.kind, language)) + ")"));
    for (const FigurePtr& figure : {finding.shown, finding.other, finding.difference}) {
      Table::Cell cell;
      if (figure) {
        notes.add_figure(cell.runs, figure, true);
      } else {
        cell.runs.emplace_back(TextRun{std::string(missing_mark)});
      }
      row.cells.push_back(std::move(cell));
    }
    row.cells.push_back(
        finding.within_rounding
            ? text_cell(say.within_rounding)
            : text_cell(std::string("\u25D0\u00A0") + say.to_investigate, Table::Fill::yellow));
    table.rows.push_back(std::move(row));
  }
  table.notes = notes.lines();
  if (left_out > 0) table.notes.push_back(say.rounding_left_out + std::to_string(left_out) + ".");
  return table;
}

Table activities_table(const std::vector<Activity>& activities, Language language) {
  const Words& say = words(language);
  Table table;
  table.caption = say.activities;
  table.sheet = say.activities;
  using enum Table::Align;
  table.columns = {start, start, start, start};
  table.header.push_back({column_head(say.activity), column_head(say.assignment),
                          column_head(say.time_frame), column_head(say.status)});
  const bool several = std::any_of(activities.begin(), activities.end(), [&](const Activity& each) {
    return each.section != activities.front().section;
  });
  const std::string* section = nullptr;
  for (const Activity& activity : activities) {
    if (several && (section == nullptr || *section != activity.section)) {
      const std::string& name =
          activity.section_name.empty() ? activity.section : activity.section_name;
      if (!name.empty()) {
        table.rows.push_back(spanning_row(name, 4, Table::Row::Style::heading));
      }
    }
    section = &activity.section;
    Table::Row row;
    row.indent = depth_of(activity, activities);
    row.cells.push_back(row_head(activity.name.in(language)));
    row.cells.push_back(text_cell(activity.assignment));
    row.cells.push_back(text_cell(activity.time_frame));
    row.cells.push_back(activity_cell(activity.status, language));
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string activities_summary(const std::vector<Activity>& activities, Language language) {
  if (activities.empty()) return {};
  const bool swedish = language == Language::swedish;
  const auto total = static_cast<int>(activities.size());
  const auto count_of = [&](std::string_view status) {
    return static_cast<int>(
        std::count_if(activities.begin(), activities.end(),
                      [&](const Activity& activity) { return activity.status == status; }));
  };
  std::vector<std::string> parts;
  int stated = 0;
  const auto add = [&](std::string_view status, int count) {
    if (count == 0) return;
    std::string part = std::to_string(count) + " ";
    if (!swedish && parts.empty()) part += count == 1 ? "is " : "are ";
    parts.push_back(part + std::string(status_of_many(status, count, language)));
    stated += count;
  };
  for (const std::string_view status : activity_states) add(status, count_of(status));
  add("", total - stated);

  std::string text = (swedish ? "Av " : "Of ") + std::to_string(total);
  if (swedish) {
    text += total == 1 ? " aktivitet är " : " aktiviteter är ";
  } else {
    text += total == 1 ? " activity " : " activities ";
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 < parts.size() ? ", " : (swedish ? " och " : " and ");
    text += parts[i];
  }
  return text + ".";
}

namespace {

std::string folder_of(const std::string& file) { return file.substr(0, file.rfind('/') + 1); }

/// Deliveries of one folder, in the order of their files' names.
struct DeliveryFolder {
  std::int64_t files = 0;
  std::int64_t rows = 0;
  std::string checksums;  ///< as sha256sum prints them
};

Table folders_table(Table table, const std::vector<Delivery>& deliveries, Language language) {
  const Words& say = words(language);
  using enum Table::Align;
  table.columns = {start, end, end, start};
  table.header.push_back({column_head(say.folder), column_head(say.files), column_head(say.rows),
                          column_head(say.fingerprint)});
  std::map<std::string, const Delivery*> by_file;
  for (const Delivery& delivery : deliveries) by_file.emplace(delivery.file, &delivery);
  std::map<std::string, DeliveryFolder> folders;
  for (const auto& [file, delivery] : by_file) {
    DeliveryFolder& folder = folders[folder_of(file)];
    ++folder.files;
    folder.rows += delivery->rows;
    folder.checksums += delivery->sha256 + "  " + file + '\n';
  }
  for (const auto& [name, folder] : folders) {
    Table::Row row;
    row.cells.push_back(row_head(name));
    row.cells.push_back(text_cell(format_number(folder.files, {}, language)));
    row.cells.push_back(text_cell(format_number(folder.rows, {}, language)));
    row.cells.push_back(text_cell(sha256_hex(folder.checksums).substr(0, shown_fingerprint)));
    table.rows.push_back(std::move(row));
  }
  table.notes.emplace_back(say.folders_note);
  return table;
}

}  // namespace

Table deliveries_table(const std::vector<Delivery>& deliveries, Language language) {
  const Words& say = words(language);
  Table table;
  table.caption = say.deliveries;
  table.sheet = say.deliveries;
  if (deliveries.size() > most_listed_deliveries) {
    return folders_table(std::move(table), deliveries, language);
  }
  using enum Table::Align;
  table.columns = {start, end, start};
  table.header.push_back(
      {column_head(say.file), column_head(say.rows), column_head(say.fingerprint)});
  for (const Delivery& delivery : deliveries) {
    Table::Row row;
    row.cells.push_back(row_head(delivery.file));
    row.cells.push_back(text_cell(format_number(delivery.rows, {}, language)));
    row.cells.push_back(text_cell(delivery.sha256.substr(0, shown_fingerprint)));
    table.rows.push_back(std::move(row));
  }
  if (table.rows.empty()) {
    table.rows.push_back(spanning_row(say.no_rows, 3, Table::Row::Style::normal));
  }
  return table;
}

}  // namespace redthread::report
