// SPDX-License-Identifier: Apache-2.0
#include "report/gate.hpp"

#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <zip.h>

#include "base/files.hpp"
#include "report/printed_number.hpp"
#include "report/render.hpp"
#include "report/sample_test.hpp"

namespace redthread::report {
namespace {

const Document& document() {
  static const Document made = sample_document();
  return made;
}

/// The workbook with `from` replaced once in one of its parts.
std::string changed_part(const std::string& bytes, const std::string& part, const std::string& from,
                         const std::string& to) {
  const std::string path = testing::TempDir() + "gate_test.xlsx";
  write_file_atomically(path, bytes);
  zip_t* archive = zip_open(path.c_str(), 0, nullptr);
  zip_stat_t about;
  EXPECT_EQ(zip_stat(archive, part.c_str(), 0, &about), 0);
  std::string text(about.size, '\0');
  zip_file_t* file = zip_fopen(archive, part.c_str(), 0);
  zip_fread(file, text.data(), text.size());
  zip_fclose(file);
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  zip_source_t* changed = zip_source_buffer(archive, text.data(), text.size(), 0);
  const auto index = static_cast<zip_uint64_t>(zip_name_locate(archive, part.c_str(), 0));
  zip_file_replace(archive, index, changed, 0);
  zip_close(archive);
  std::ifstream result(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(result), std::istreambuf_iterator<char>()};
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at != std::string::npos) text.replace(at, from.size(), to);
  return text;
}

std::string in_html(const std::string& html) {
  return compare(figures_of(document(), false), figures_in_html(html), "the HTML");
}
std::string in_json(const std::string& json) {
  return compare(figures_of(document(), true), figures_in_json(json), "the snapshot");
}
std::string in_xlsx(const std::string& bytes) {
  return compare(figures_of(document(), true), figures_in_xlsx(bytes), "the workbook");
}

TEST(Gate, every_rendering_shows_exactly_the_documents_figures) {
  EXPECT_GT(printed_figures(document()).size(), 100u);
  EXPECT_EQ(in_html(render_html(document())), "");
  EXPECT_EQ(in_json(render_json(document())), "");
  EXPECT_EQ(in_xlsx(render_xlsx(document())), "");
}

TEST(Gate, html_with_a_changed_digit_is_told) {
  EXPECT_EQ(in_html(replaced(render_html(document()), ">−399,8<", ">−399,9<")),
            "−399,8: 1 in the document, 0 in the HTML\n−399,9: 0 in the document, 1 in the HTML\n");
}

TEST(Gate, html_without_a_row_or_with_a_cell_twice_is_told) {
  const std::string html = render_html(document());
  const std::size_t at = html.find("<tr><th scope=\"row\">Regionersättning");
  ASSERT_NE(at, std::string::npos);
  const std::string row = html.substr(at, html.find("</tr>", at) + 5 - at);
  EXPECT_NE(in_html(replaced(html, row, "")), "");
  EXPECT_NE(in_html(replaced(html, row, row + row)), "");
  const std::size_t cell_at = html.find("<td><button", at);
  const std::string cell = html.substr(cell_at, html.find("</td>", cell_at) + 5 - cell_at);
  EXPECT_NE(in_html(replaced(html, cell, cell + cell)), "");
}

TEST(Gate, html_without_a_figure_in_its_text_is_told) {
  EXPECT_EQ(in_html(replaced(render_html(document()), ">425,7\u00A0mnkr<", ">425,8\u00A0mnkr<")),
            "425,7\u00A0mnkr: 1 in the document, 0 in the HTML\n425,8\u00A0mnkr: 0 in the "
            "document, 1 in the HTML\n");
}

TEST(Gate, json_with_a_changed_digit_is_told) {
  const std::string json = render_json(document());
  // Only the text, only the number, or both alike: none passes.
  EXPECT_NE(in_json(replaced(json, "\"text\": \"−399,8\"", "\"text\": \"−399,9\"")), "");
  EXPECT_NE(in_json(replaced(json, "\"number\": \"-399.8\"", "\"number\": \"-399.9\"")), "");
  EXPECT_NE(in_json(replaced(replaced(json, "\"text\": \"−399,8\"", "\"text\": \"−399,9\""),
                             "\"number\": \"-399.8\"", "\"number\": \"-399.9\"")),
            "");
}

TEST(Gate, xlsx_with_a_changed_cell_is_told) {
  const std::string bytes = render_xlsx(document());
  const std::string part = "xl/worksheets/sheet2.xml";
  EXPECT_EQ(in_xlsx(changed_part(bytes, part, "<v>-399.8</v>", "<v>-399.9</v>")),
            "-399.8: 1 in the document, 0 in the workbook\n-399.9: 0 in the document, 1 in the "
            "workbook\n");
  EXPECT_NE(in_xlsx(changed_part(bytes, part, "<v>-399.8</v>", "")), "");
  // Less than the last printed decimal is no change of what is shown.
  EXPECT_EQ(in_xlsx(changed_part(bytes, part, "<v>-399.8</v>", "<v>-399.80000000000001</v>")), "");
}

TEST(Gate, xlsx_with_a_changed_text_is_told) {
  const std::string bytes = render_xlsx(document());
  EXPECT_NE(in_xlsx(changed_part(bytes, "xl/sharedStrings.xml", "425,7", "425,8")), "");
  EXPECT_NE(in_xlsx(changed_part(bytes, "xl/sharedStrings.xml", "−00:43", "−00:44")), "");
}

TEST(Gate, bytes_that_are_no_rendering_are_told) {
  EXPECT_NE(in_html("<p>"), "");
  EXPECT_NE(in_html(""), "");
  EXPECT_NE(in_json("{"), "");
  EXPECT_NE(in_json("[1]"), "");
  EXPECT_NE(in_xlsx("PK"), "");
  EXPECT_NE(in_xlsx(""), "");
}

TEST(Gate, printed_numbers_are_read_back) {
  const auto read = [](std::string_view text, Language language) {
    const auto number = read_printed_number(text, language);
    return number ? number->to_string() : "none";
  };
  EXPECT_EQ(read("−1\u202F235,0\u00A0mnkr", Language::swedish), "-1235.0");
  EXPECT_EQ(read("+16,3\u00A0pp", Language::swedish), "16.3");
  EXPECT_EQ(read("78,7\u00A0%", Language::swedish), "78.7");
  EXPECT_EQ(read("−1,235.0 SEK m", Language::english), "-1235.0");
  EXPECT_EQ(read("07:17", Language::swedish), "437");
  EXPECT_EQ(read("−00:43", Language::swedish), "-43");
  EXPECT_EQ(read("–", Language::swedish), "none");
  EXPECT_EQ(read("ej jämförbart", Language::swedish), "none");
  EXPECT_EQ(read("", Language::swedish), "none");
}

TEST(Gate, an_id_that_stands_for_two_values_is_told) {
  EXPECT_EQ(conflicting_figures(document()), "");
  Document wrong = document();
  auto other = std::make_shared<Figure>(*printed_figures(wrong)[0]->figure);
  other->value = Exact(1);
  wrong.blocks.emplace_back(Paragraph{{FigureRun{other, "1"}}});
  EXPECT_EQ(conflicting_figures(wrong), other->id + "\n");
}

}  // namespace
}  // namespace redthread::report
