// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/pdf_fonts.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "base/error.hpp"

namespace redthread::report {
namespace {

struct FontFile {
  std::string_view path;
  std::string_view package;
};

constexpr std::array<FontFile, 9> font_files = {{
    {"open-sans/OpenSans-Regular.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Italic.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Semibold.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-SemiboldItalic.ttf", "fonts-open-sans"},
    {"open-sans/OpenSans-Bold.ttf", "fonts-open-sans"},
    {"dejavu/DejaVuSans.ttf", "fonts-dejavu-core"},
    {"dejavu/DejaVuSans-Bold.ttf", "fonts-dejavu-core"},
    {"dejavu/DejaVuSansMono.ttf", "fonts-dejavu-core"},
    {"noto/NotoColorEmoji.ttf", "fonts-noto-color-emoji"},
}};

}  // namespace

std::vector<std::string> pdf_fonts() {
  const char* chosen = std::getenv("REDTHREAD_FONTS");
  const std::filesystem::path folder = chosen != nullptr ? chosen : "/usr/share/fonts/truetype";
  std::vector<std::string> paths;
  paths.reserve(font_files.size());
  for (const FontFile& file : font_files) {
    const std::string path = (folder / file.path).string();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) {
      throw Error("pdf.font", "the font " + path + " is not there; Debian has it in " +
                                  std::string(file.package) + " (./run setup installs it)");
    }
    paths.push_back(path);
  }
  return paths;
}

}  // namespace redthread::report
