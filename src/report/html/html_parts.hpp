// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/document.hpp"
#include "report/pictures.hpp"

namespace redthread::report {

/// Parts of the HTML report, each written at the end of a string.

/// The threads of all figures as data for the page's script, and each figure's number in it.
class HtmlThreads {
 public:
  explicit HtmlThreads(const Document& document);
  std::size_t number_of(const Figure& figure) const;
  /// The JSON: words, a pool of strings, deliveries, figures.
  void write(std::string& html) const;

 private:
  const Document& document_;
  std::vector<FigurePtr> figures_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
};

void write_runs(std::string& html, const Runs& runs, const HtmlThreads& threads);
void write_table(std::string& html, const Table& table, const HtmlThreads& threads,
                 Language language);
/// A table's notes and its source.
void write_notes(std::string& html, const Table& table, Language language);
/// The picture with its caption, and the figures behind it in a part that opens.
void write_chart(std::string& html, const Chart& chart, const Picture& picture,
                 const HtmlThreads& threads, Language language);

/// The style sheet; `title` and `page` (`Sida `) go into the printed page's margins.
std::string html_style(std::string_view title, std::string_view page);
/// The script that opens threads: a constant.
std::string_view html_script();

}  // namespace redthread::report
