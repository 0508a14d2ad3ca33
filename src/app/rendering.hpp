// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/document.hpp"
#include "report/pictures.hpp"
#include "report/press/press.hpp"

namespace redthread::app {

/// The formats that reports are written in, in order.
const std::vector<std::string>& report_formats();

/// What formats may look like.
struct Looks {
  /// The bytes of the region's reference document for Word, checked; empty = ours.
  std::string reference;
  bool pdf_threads = false;  ///< every figure of the PDF leads to its thread in an appendix
};

/// Writes documents in any format, each checked against its document before it is given out (the
/// gate). Charts are drawn when a format needs them, once a document.
///
/// Errors (`Error`): `report.gate` when the figures read back out of the bytes are not exactly the
/// document's; `press.missing` when a format needs Node and there is none; the writers' own.
class Renderer {
 public:
  /// `press` draws and sets; it must outlive the renderer, and starts only when it is needed.
  explicit Renderer(report::Press& press, Looks looks = {})
      : press_(press), looks_(std::move(looks)) {}

  /// `format` is one of `report_formats()` (asserted).
  std::string render(const Document& document, const std::string& format);

 private:
  const report::Pictures& pictures_of(const Document& document);

  report::Press& press_;
  Looks looks_;
  const Document* drawn_ = nullptr;
  report::Pictures pictures_;
};

/// The gate alone: throws Error `report.gate` unless the figures read back out of `bytes` are
/// exactly the document's.
void pass_gate(const Document& document, const std::string& format, const std::string& bytes);

}  // namespace redthread::app
