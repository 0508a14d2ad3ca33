// SPDX-License-Identifier: Apache-2.0
#include <optional>
#include <vector>

#include "base/text.hpp"
#include "report/pdf/pdf_content.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

std::uint32_t code_of(std::string_view bytes) {
  std::uint32_t code = 0;
  for (const char byte : bytes) code = code << 8U | static_cast<unsigned char>(byte);
  return code;
}

/// UTF-16BE -> UTF-8.
std::string from_utf16(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
    char32_t unit = code_of(bytes.substr(i, 2));
    if (unit >= 0xD800 && unit < 0xDC00 && i + 3 < bytes.size()) {
      unit = 0x10000 + ((unit - 0xD800) << 10U) + (code_of(bytes.substr(i + 2, 2)) - 0xDC00);
      i += 2;
    }
    text += to_utf8(unit);
  }
  return text;
}

/// The next code of as many bytes: the last byte counts up.
std::string counted_up(std::string text, std::uint32_t by) {
  if (!text.empty()) text.back() = static_cast<char>(static_cast<unsigned char>(text.back()) + by);
  return text;
}

/// Understands a ToUnicode CMap: bfchar and bfrange.
class CMapReader : public QPDFObjectHandle::ParserCallbacks {
 public:
  explicit CMapReader(FontText& font) : font_(font) {}
  void handleObject(QPDFObjectHandle object) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    const std::string name = object.getOperatorValue();
    if (name == "endbfchar") {
      for (std::size_t i = 0; i + 1 < operands_.size(); i += 2) {
        map(code_of(operands_[i].getStringValue()), operands_[i + 1].getStringValue());
      }
    } else if (name == "endbfrange") {
      for (std::size_t i = 0; i + 2 < operands_.size(); i += 3) range(i);
    }
    operands_.clear();
  }
  void handleEOF() override {}

 private:
  void map(std::uint32_t code, const std::string& utf16) {
    font_.texts.emplace(code, from_utf16(utf16));
  }
  void range(std::size_t at) {
    constexpr std::uint32_t most = 0x10000;
    const std::uint32_t first = code_of(operands_[at].getStringValue());
    const std::uint32_t last = code_of(operands_[at + 1].getStringValue());
    QPDFObjectHandle to = operands_[at + 2];
    for (std::uint32_t code = first; code <= last && code - first < most; ++code) {
      if (to.isArray()) {
        const auto index = static_cast<int>(code - first);
        if (index < to.getArrayNItems()) map(code, to.getArrayItem(index).getStringValue());
      } else {
        map(code, counted_up(to.getStringValue(), code - first));
      }
    }
  }

  FontText& font_;
  std::vector<QPDFObjectHandle> operands_;
};

}  // namespace

FontText read_font(QPDFObjectHandle font) {
  FontText read;
  if (!font.isDictionary()) return read;
  QPDFObjectHandle type = font.getKey("/Subtype");
  read.code_bytes = type.isName() && type.getName() == "/Type0" ? 2 : 1;
  QPDFObjectHandle cmap = font.getKey("/ToUnicode");
  if (!cmap.isStream()) return read;
  CMapReader reader(read);
  QPDFObjectHandle::parseContentStream(cmap, &reader);
  read.complete = !read.texts.empty();
  return read;
}

}  // namespace redthread::report
