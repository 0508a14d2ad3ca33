// SPDX-License-Identifier: Apache-2.0
// Another program than ours opens the documents: LibreOffice makes PDF of them, and all text of the
// document stands in it, in order.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/text.hpp"
#include "report/docx/docx_sample_test.hpp"
#include "report/render.hpp"

namespace redthread::report {
namespace {

bool installed(const std::string& program) {
  return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

std::string output_of(const std::string& command) {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string text;
  char buffer[4096];
  while (pipe && std::fgets(buffer, sizeof buffer, pipe.get()) != nullptr) text += buffer;
  return text;
}

/// Letters, digits and common marks. Where lines break is the program's affair, and what a font
/// lacks (minus signs, arrows) is drawn after the rest of its line, with another font.
std::string dense(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size();) {
    const Character character = character_at(text, i);
    const char32_t c = character.code_point;
    const bool kept = (c > 0x20 && c < 0x7F && c != U'-') || (c > 0xAD && c < 0x2000);
    if (kept) result += text.substr(i, character.bytes);
    i += character.bytes;
  }
  return result;
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size()) {
    ++count;
  }
  return count;
}

/// Running heads and page numbers stand between the pages' texts.
std::string without_margins(const std::string& text, const std::string& title) {
  std::string result;
  std::string line;
  for (const char c : text) {
    if (c != '\n' && c != '\f') {
      line += c;
      continue;
    }
    const bool number = line.starts_with("Sida ") && line.ends_with(")");
    if (line != title && !number) result += line + "\n";
    line.clear();
  }
  return result + line;
}

/// A folder that is gone when the test is over.
class Folder {
 public:
  Folder() {
    path_ = (std::filesystem::temp_directory_path() / "redthread-office-XXXXXX").string();
    if (mkdtemp(path_.data()) == nullptr) path_.clear();
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void expect_all_text(const std::string& docx, const std::string& pdf_text,
                     const std::string& title) {
  const std::string found = dense(without_margins(pdf_text, title));
  std::size_t at = 0;
  std::size_t compared = 0;
  for (const std::string& line : lines_of(docx)) {
    const std::string wanted = dense(line);
    if (wanted.empty() || line == title) continue;
    const std::size_t next = found.find(wanted, at);
    ASSERT_NE(next, std::string::npos)
        << "missing: " << line << "\nafter: " << found.substr(at > 80 ? at - 80 : 0, 200);
    at = next + wanted.size();
    ++compared;
  }
  EXPECT_GT(compared, 300u);
  std::string all;
  for (const std::string& line : lines_of(docx)) all += line;
  for (const char* sign : {"\u2212", "\u25CF", "\u2197"}) {
    EXPECT_GT(count_of(all, sign), 0u) << sign;
    EXPECT_EQ(count_of(pdf_text, sign), count_of(all, sign)) << sign;
  }
}

TEST(DocxOffice, libreoffice_shows_all_of_the_text_in_order) {
  if (!installed("soffice") || !installed("pdftotext")) {
    GTEST_SKIP() << "LibreOffice (libreoffice-writer-nogui) or poppler-utils is not installed";
  }
  Document document = sample_with_charts();
  document.blocks.emplace_back(Heading{2, "bred", "Bred"});
  document.blocks.emplace_back(wide_table(10, 4, 6));
  document.blocks.emplace_back(Paragraph{{TextRun{"Efter den breda tabellen."}}});
  document.blocks.emplace_back(wide_table(1, 3, 70));
  const std::string first = render_docx(document, sample_pictures(), {});
  const std::string second = render_docx(document, sample_pictures(), first);

  const Folder folder;
  ASSERT_FALSE(folder.path().empty());
  write_file_atomically(folder.path() + "/first.docx", first);
  write_file_atomically(folder.path() + "/second.docx", second);
  const std::string said = output_of(
      "cd '" + folder.path() + "' && timeout 120 soffice '-env:UserInstallation=file://" +
      folder.path() + "/profile' --headless --convert-to pdf first.docx second.docx 2>&1");
  for (const auto& [name, docx] : {std::pair{"first", &first}, {"second", &second}}) {
    const std::string pdf = folder.path() + "/" + name + ".pdf";
    ASSERT_TRUE(std::filesystem::exists(pdf)) << said;
    const std::string text = output_of("pdftotext -raw -enc UTF-8 '" + pdf + "' -");
    expect_all_text(*docx, text, document.title);
  }
}

}  // namespace
}  // namespace redthread::report
