// SPDX-License-Identifier: Apache-2.0
#include "report/compose/table_notes.hpp"

#include <algorithm>

#include "report/words.hpp"

namespace redthread::report {
namespace {

/// 12 -> ¹²
std::string superscript(std::size_t number) {
  static constexpr const char* digits[] = {"\u2070", "\u00B9", "\u00B2", "\u00B3", "\u2074",
                                           "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  std::string text;
  for (const char digit : std::to_string(number)) text += digits[digit - '0'];
  return text;
}

/// `2 av 41 enheter saknas` -> with a capital letter and a full stop.
std::string sentence(std::string text) {
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  for (const auto& [small, capital] :
       {std::pair("å", "Å"), std::pair("ä", "Ä"), std::pair("ö", "Ö")}) {
    if (text.starts_with(small)) text.replace(0, 2, capital);
  }
  if (text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
  return text;
}

}  // namespace

std::string state_note(const Figure& figure, Language language) {
  if (figure.state == State::present) return {};
  const std::string& why = figure.state_note.in(language);
  if (!why.empty()) return why;
  if (!figure.value) return {};  // printed as the state's name, or as the missing mark
  std::string note(state_name(figure.state, language));
  if (figure.state == State::partial) {
    note += ": " + std::to_string(figure.parts_present) + words(language).of +
            std::to_string(figure.parts_expected);
  }
  return note;
}

void TableNotes::mark(Runs& runs, const std::string& note) {
  if (note.empty()) return;
  auto found = std::find(notes_.begin(), notes_.end(), note);
  if (found == notes_.end()) {
    notes_.push_back(note);
    found = notes_.end() - 1;
  }
  const auto number = static_cast<std::size_t>(found - notes_.begin()) + 1;
  runs.emplace_back(TextRun{"\u2009" + superscript(number)});
}

void TableNotes::add_figure(Runs& runs, const FigurePtr& figure, bool with_suffix) {
  runs.emplace_back(FigureRun{figure, figure->text(language_, with_suffix)});
  if (!figure->value && figure->state == State::missing) missing_ = true;
  mark(runs, state_note(*figure, language_));
}

std::vector<std::string> TableNotes::lines() const {
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    lines.push_back(superscript(i + 1) + " " + sentence(notes_[i]));
  }
  if (missing_) lines.emplace_back(words(language_).missing_mark);
  return lines;
}

}  // namespace redthread::report
