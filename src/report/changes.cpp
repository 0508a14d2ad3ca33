// SPDX-License-Identifier: Apache-2.0
#include "report/changes.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>

#include <fmt/format.h>

namespace redthread::report {
namespace {

struct Say {
  const char* nothing;
  const char* figures;
  const char* texts;
  const char* was_not_there;
  const char* is_not_there;
};
constexpr Say swedish = {"ingenting: {} siffror och alla texter är desamma\n",
                         "\nSiffror: {} av {} har ändrats\n", "\nTextrader: {} skiljer sig\n",
                         "(fanns inte)", "(finns inte)"};
constexpr Say english = {"nothing: {} figures and all texts are the same\n",
                         "\nFigures: {} of {} changed\n", "\nLines of text: {} differ\n",
                         "(was not there)", "(is not there)"};

/// What a reader sees, and what is compared: there a figure is its address.
struct Line {
  std::string shown;
  std::string compared;
};

class Lines {
 public:
  explicit Lines(const Document& document) {
    add_text(document.title);
    add_text(document.subtitle);
    for (const Block& block : document.blocks) {
      std::visit([this](const auto& each) { add(each); }, block);
    }
    for (const Definition& each : document.definitions) {
      add_text(
          fmt::format("{} (version {}): {} {}", each.name, each.version, each.text, each.formula));
    }
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  void add_text(const std::string& text) { push({text, text}); }
  void push(Line line) {
    if (!line.shown.empty()) lines_.push_back(std::move(line));
  }

  static void append(Line& line, const Runs& runs) {
    for (const Run& run : runs) {
      if (const auto* text = std::get_if<TextRun>(&run)) {
        line.shown += text->text;
        line.compared += text->text;
      } else if (const auto* figure = std::get_if<FigureRun>(&run)) {
        line.shown += figure->text;
        line.compared += "{" + figure->figure->id + "}";
      } else {
        line.shown += ' ';
        line.compared += ' ';
      }
    }
  }

  void add(const Heading& heading) { add_text(heading.text); }
  void add(const Paragraph& paragraph) {
    Line line;
    append(line, paragraph.runs);
    push(std::move(line));
    if (!paragraph.byline.empty()) add_text(paragraph.byline);
  }
  void add(const BulletList& list) {
    for (const Runs& item : list.items) {
      Line line;
      append(line, item);
      push(std::move(line));
    }
  }
  void add(const TableOfContents&) {}
  void add(const Chart& chart) { add(chart.data); }
  void add(const Table& table) {
    add_text(table.caption);
    add_text(table.summary);
    for (const Table::Row& row : table.rows) {
      Line line;
      for (const Table::Cell& cell : row.cells) {
        if (&cell != row.cells.data()) {
          line.shown += " | ";
          line.compared += " | ";
        }
        append(line, cell.runs);
      }
      push(std::move(line));
    }
    for (const std::string& note : table.notes) add_text(note);
  }

  std::vector<Line> lines_;
};

/// What only one side has, by the longest common subsequence of the part that differs.
std::vector<TextChange> text_changes(std::vector<Line> before, std::vector<Line> after) {
  std::size_t same = 0;
  while (same < before.size() && same < after.size() &&
         before[same].compared == after[same].compared) {
    ++same;
  }
  before.erase(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(same));
  after.erase(after.begin(), after.begin() + static_cast<std::ptrdiff_t>(same));
  while (!before.empty() && !after.empty() && before.back().compared == after.back().compared) {
    before.pop_back();
    after.pop_back();
  }
  const std::size_t columns = after.size() + 1;
  std::vector<std::uint32_t> common((before.size() + 1) * columns, 0);
  for (std::size_t i = before.size(); i-- > 0;) {
    for (std::size_t j = after.size(); j-- > 0;) {
      const bool is_same = before[i].compared == after[j].compared;
      common[i * columns + j] =
          is_same ? common[(i + 1) * columns + j + 1] + 1
                  : std::max(common[(i + 1) * columns + j], common[i * columns + j + 1]);
    }
  }
  std::vector<TextChange> changes;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    const bool both = i < before.size() && j < after.size();
    if (both && before[i].compared == after[j].compared) {
      ++i;
      ++j;
    } else if (j == after.size() ||
               (both && common[(i + 1) * columns + j] >= common[i * columns + j + 1])) {
      changes.push_back({.is_new = false, .text = before[i++].shown});
    } else {
      changes.push_back({.is_new = true, .text = after[j++].shown});
    }
  }
  return changes;
}

std::string name_of(const Figure& figure, const Document& document) {
  std::string name = figure.label.in(document.language);
  const auto add = [&](const std::map<std::string, std::string>& names, const std::string& key) {
    const auto found = names.find(key);
    name += ", " + (found == names.end() ? key : found->second);
  };
  add(document.names.units, figure.address.unit);
  add(document.names.columns, figure.address.column);
  return name;
}

/// Each printed figure once, in order.
std::vector<FigurePtr> printed_once(const Document& document) {
  std::vector<FigurePtr> figures;
  std::map<std::string_view, bool> seen;
  for (const FigureRun* run : printed_figures(document)) {
    if (seen.emplace(run->figure->id, true).second) figures.push_back(run->figure);
  }
  return figures;
}

}  // namespace

Changes changes_between(const Document& before, const Document& after) {
  Changes changes;
  const auto then = printed_once(before);
  const auto now = printed_once(after);
  std::map<std::string_view, const Figure*> old;
  for (const FigurePtr& figure : then) old.emplace(figure->id, figure.get());
  for (const FigurePtr& figure : now) {
    ++changes.figures_compared;
    const std::string printed = figure->text(after.language);
    const auto was = old.find(figure->id);
    const std::string printed_then =
        was == old.end() ? std::string() : was->second->text(before.language);
    if (was != old.end()) old.erase(was);
    if (printed == printed_then) continue;
    changes.figures.push_back({figure->id, name_of(*figure, after), printed_then, printed});
  }
  for (const FigurePtr& figure : then) {
    if (old.count(figure->id) == 0) continue;
    ++changes.figures_compared;
    changes.figures.push_back(
        {figure->id, name_of(*figure, before), figure->text(before.language), ""});
  }
  changes.texts = text_changes(Lines(before).take(), Lines(after).take());
  return changes;
}

std::string to_text(const Changes& changes, const std::string& heading, Language language) {
  const Say& say = language == Language::swedish ? swedish : english;
  std::string text = heading + "\n";
  if (changes.empty()) {
    return text + fmt::format(fmt::runtime(say.nothing), changes.figures_compared);
  }
  text += fmt::format(fmt::runtime(say.figures), changes.figures.size(), changes.figures_compared);
  for (const FigureChange& each : changes.figures) {
    text += fmt::format("  {}: {} -> {}\n", each.name,
                        each.before.empty() ? say.was_not_there : each.before,
                        each.after.empty() ? say.is_not_there : each.after);
  }
  text += fmt::format(fmt::runtime(say.texts), changes.texts.size());
  for (const TextChange& each : changes.texts) {
    text += fmt::format("  {} {}\n", each.is_new ? '+' : '-', each.text);
  }
  return text;
}

}  // namespace redthread::report
