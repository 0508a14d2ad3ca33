// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "model/document.hpp"
#include "report/docx/look.hpp"
#include "report/pictures.hpp"

namespace redthread::report {

/// word/document.xml and what it needs beside itself.
struct DocxBody {
  std::string xml;
  std::vector<Relation> relations;       ///< links and pictures
  std::vector<const Picture*> pictures;  ///< in order; `media/chart1.svg` and `.png` are the first
  int lists = 0;                         ///< ordered lists, numbered from `Look::next_number` + 1
};
DocxBody write_body(const Document& document, const Pictures& pictures, const Look& look);

}  // namespace redthread::report
