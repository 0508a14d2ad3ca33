// SPDX-License-Identifier: Apache-2.0
#include "report/pdf/pdf_content.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "report/pdf/qpdf.hpp"

namespace redthread::report {
namespace {

struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

Matrix operator*(const Matrix& left, const Matrix& right) {
  return {
      left.a * right.a + left.b * right.c,           left.a * right.b + left.b * right.d,
      left.c * right.a + left.d * right.c,           left.c * right.b + left.d * right.d,
      left.e * right.a + left.f * right.c + right.e, left.e * right.b + left.f * right.d + right.f};
}

constexpr std::string_view painting[] = {"S",  "s", "f",  "F",  "f*", "B",
                                         "B*", "b", "b*", "sh", "EI"};

}  // namespace

class ContentInterpreter : public QPDFObjectHandle::ParserCallbacks {
 public:
  ContentInterpreter(ContentReader& reader, const QPDFObjectHandle& resources, PageContent& page)
      : reader_(reader), resources_(resources), page_(page) {}

  void handleObject(QPDFObjectHandle object) override {
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    run(object.getOperatorValue());
    operands_.clear();
  }
  void handleEOF() override {}
  bool ended() const { return marks_.empty() && states_.empty() && !in_text_; }

 private:
  struct State {
    Matrix matrix;
    std::uint32_t colour = 0;
    const FontText* font = nullptr;
  };
  struct Mark {
    int content_id = -1;
    bool artifact = false;
    bool reversed = false;
    std::optional<std::string> actual_text;
    std::vector<std::string> clusters;  ///< shown while reversed
    bool shown = false;
  };

  void run(const std::string& name) {
    if (name == "q") {
      states_.push_back(state_);
    } else if (name == "Q") {
      restore();
    } else if (name == "cm") {
      if (const auto matrix = operand_matrix()) state_.matrix = *matrix * state_.matrix;
    } else if (name == "BT" || name == "ET") {
      page_.balanced = page_.balanced && in_text_ == (name == "ET");
      in_text_ = name == "BT";
      text_ = {};
    } else if (name == "Tm") {
      text_ = operand_matrix().value_or(Matrix{});
    } else if (name == "Td" || name == "TD") {
      if (operands_.size() == 2) text_ = Matrix{.e = number(0), .f = number(1)} * text_;
    } else if (name == "Tf") {
      set_font();
    } else if (name == "Tj" || name == "'" || name == "\"" || name == "TJ") {
      show();
    } else if (name == "BMC" || name == "BDC") {
      begin_mark();
    } else if (name == "EMC") {
      end_mark();
    } else if (name == "Do") {
      draw();
    } else if (name == "scn" || name == "sc" || name == "rg" || name == "g") {
      set_colour();
    } else if (std::find(std::begin(painting), std::end(painting), name) != std::end(painting)) {
      painted();
    }
  }

  double number(std::size_t i) {
    return i < operands_.size() && operands_[i].isNumber() ? operands_[i].getNumericValue() : 0;
  }
  std::optional<Matrix> operand_matrix() {
    if (operands_.size() != 6) return std::nullopt;
    return Matrix{number(0), number(1), number(2), number(3), number(4), number(5)};
  }

  void restore() {
    if (states_.empty()) {
      page_.balanced = false;
      return;
    }
    state_ = states_.back();
    states_.pop_back();
  }

  /// Grey or RGB; a pattern or CMYK is none of a figure's colours.
  void set_colour() {
    std::uint32_t colour = 0;
    const std::size_t count = operands_.size();
    for (std::size_t i = 0; i < 3; ++i) {
      const double part = number(count == 1 ? 0 : i);
      colour =
          colour << 8U | static_cast<std::uint32_t>(std::lround(std::clamp(part, 0.0, 1.0) * 255));
    }
    state_.colour = count == 1 || count == 3 ? colour : 0;
  }

  void set_font() {
    if (operands_.empty() || !operands_[0].isName()) return;
    QPDFObjectHandle fonts = resources_.getKey("/Font");
    if (fonts.isDictionary()) state_.font = &reader_.font(fonts.getKey(operands_[0].getName()));
  }

  void begin_mark() {
    Mark mark;
    if (!marks_.empty()) {
      mark.content_id = marks_.back().content_id;
      mark.artifact = marks_.back().artifact;
    }
    const std::string tag =
        !operands_.empty() && operands_[0].isName() ? operands_[0].getName() : "";
    if (tag == "/Artifact") mark.artifact = true;
    if (tag == "/ReversedChars") mark.reversed = true;
    QPDFObjectHandle properties = operands_.size() > 1 ? operands_[1] : QPDFObjectHandle::newNull();
    if (properties.isName() && resources_.getKey("/Properties").isDictionary()) {
      properties = resources_.getKey("/Properties").getKey(properties.getName());
    }
    if (properties.isDictionary()) {
      if (properties.getKey("/MCID").isInteger()) {
        mark.content_id = properties.getKey("/MCID").getIntValueAsInt();
        if (!page_.content_ids.insert(mark.content_id).second) page_.balanced = false;
      }
      if (properties.getKey("/ActualText").isString()) {
        mark.actual_text = properties.getKey("/ActualText").getUTF8Value();
      }
    }
    marks_.push_back(std::move(mark));
  }

  void end_mark() {
    if (marks_.empty()) {
      page_.balanced = false;
      return;
    }
    const Mark mark = std::move(marks_.back());
    marks_.pop_back();
    if (mark.actual_text && mark.shown) {
      add(*mark.actual_text);
    } else if (mark.reversed) {
      std::string text;
      for (std::size_t i = mark.clusters.size(); i-- > 0;) text += mark.clusters[i];
      if (!text.empty()) add(text);
    }
  }

  bool is_tagged() const {
    return !marks_.empty() && (marks_.back().artifact || marks_.back().content_id >= 0);
  }
  void painted() {
    if (!is_tagged()) ++page_.painted_untagged;
  }

  void show() {
    painted();
    if (state_.font == nullptr || operands_.empty()) return;
    QPDFObjectHandle shown = operands_.back();
    if (shown.isString()) show_codes(shown.getStringValue());
    if (!shown.isArray()) return;
    for (int i = 0; i < shown.getArrayNItems(); ++i) {
      QPDFObjectHandle item = shown.getArrayItem(i);
      if (item.isString()) show_codes(item.getStringValue());
    }
  }

  void show_codes(const std::string& codes) {
    const std::size_t bytes = state_.font->code_bytes;
    for (std::size_t at = 0; at + bytes <= codes.size(); at += bytes) {
      std::uint32_t code = 0;
      for (std::size_t i = 0; i < bytes; ++i) {
        code = code << 8U | static_cast<unsigned char>(codes[at + i]);
      }
      const auto found = state_.font->texts.find(code);
      add(found == state_.font->texts.end() ? "\uFFFD" : found->second);
    }
  }

  /// A cluster that is shown: it waits where the marks around it say something of it.
  void add(const std::string& text) {
    for (std::size_t i = marks_.size(); i-- > 0;) {
      Mark& mark = marks_[i];
      if (mark.actual_text) {
        mark.shown = true;
        return;
      }
      if (mark.reversed) {
        mark.clusters.push_back(text);
        return;
      }
    }
    const Matrix place = text_ * state_.matrix;
    ShownText shown{text, state_.colour, place.f};
    if (!marks_.empty()) {
      shown.content_id = marks_.back().content_id;
      shown.artifact = marks_.back().artifact;
    }
    if (!page_.texts.empty()) {
      ShownText& last = page_.texts.back();
      constexpr double same_line = 0.01;
      if (last.colour == shown.colour && last.content_id == shown.content_id &&
          last.artifact == shown.artifact && std::abs(last.baseline - shown.baseline) < same_line) {
        last.text += text;
        return;
      }
    }
    page_.texts.push_back(std::move(shown));
  }

  void draw() {
    painted();
    constexpr int deepest = 20;
    if (operands_.empty() || !operands_[0].isName() || depth_ >= deepest) return;
    QPDFObjectHandle objects = resources_.getKey("/XObject");
    if (!objects.isDictionary()) return;
    QPDFObjectHandle form = objects.getKey(operands_[0].getName());
    if (!form.isStream() || !form.getDict().getKey("/Subtype").isNameAndEquals("/Form")) return;
    ContentInterpreter inner(reader_, form.getDict().getKey("/Resources"), page_);
    inner.state_ = state_;
    inner.depth_ = depth_ + 1;
    if (!marks_.empty()) inner.marks_.push_back(marks_.back());
    const std::size_t marks = inner.marks_.size();
    form.parseAsContents(&inner);
    if (inner.marks_.size() != marks || !inner.states_.empty()) page_.balanced = false;
  }

  ContentReader& reader_;
  QPDFObjectHandle resources_;
  PageContent& page_;
  std::vector<QPDFObjectHandle> operands_;
  State state_;
  std::vector<State> states_;
  Matrix text_;
  std::vector<Mark> marks_;
  bool in_text_ = false;
  int depth_ = 0;
};

const FontText& ContentReader::font(const QPDFObjectHandle& font) {
  if (!font.isIndirect()) {
    direct_font_ = std::make_unique<FontText>(read_font(font));
    return *direct_font_;
  }
  auto& known = fonts_[font.getObjectID()];
  if (!known) known = std::make_unique<FontText>(read_font(font));
  return *known;
}

PageContent ContentReader::read(const QPDFObjectHandle& page) {
  PageContent content;
  QPDFPageObjectHelper helper(page);
  ContentInterpreter interpreter(*this, helper.getAttribute("/Resources", false), content);
  helper.parseContents(&interpreter);
  if (!interpreter.ended()) content.balanced = false;
  return content;
}

std::string text_in_pdf(std::string_view bytes) {
  try {
    QPDF file;
    file.setSuppressWarnings(true);
    file.processMemoryFile("report.pdf", bytes.data(), bytes.size());
    ContentReader reader;
    std::string text;
    for (const QPDFObjectHandle& page : file.getAllPages()) {
      double baseline = 0;
      for (const ShownText& shown : reader.read(page).texts) {
        if (shown.artifact) continue;
        if (!text.empty() && shown.baseline != baseline) text += '\n';
        baseline = shown.baseline;
        text += shown.text;
      }
      text += '\n';
    }
    return text;
  } catch (const QPDFExc& damaged) {
    throw Error("pdf.damaged", std::string("the PDF cannot be read: ") + damaged.what());
  }
}

}  // namespace redthread::report
