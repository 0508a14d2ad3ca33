// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace redthread::report {

/// What can be checked of PDF/UA-1 by structure, without a person: 33 points, see pdf_check_*.cpp.
/// Not the whole standard: whether an alternative text says what a picture shows is for readers.
///   out: empty when all hold; otherwise a line for each that does not, `point: what is wrong`,
///   once
///        a point. Bytes that are no PDF give `file: …`
std::vector<std::string> check_pdf(std::string_view bytes);

}  // namespace redthread::report
