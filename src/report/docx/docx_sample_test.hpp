// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/document.hpp"
#include "report/pictures.hpp"

namespace redthread::report {

/// What the tests of Word documents share.

using Parts = std::map<std::string, std::string>;  ///< name -> bytes
Parts parts_of(const std::string& bytes);
std::string packed(const Parts& parts);
/// The document with the first `from` of a part replaced; fails the test when there is none.
std::string with_part(const std::string& bytes, const std::string& part, const std::string& from,
                      const std::string& to);

/// What a reader sees: a line for each paragraph, cells apart, headers and footers left out.
std::vector<std::string> lines_of(const std::string& bytes);
/// The same with styles, spans and figures told, for people to compare.
std::string outline_of(const std::string& bytes);

/// A picture as charts are: text, shapes, title and description.
Picture sample_picture(const std::string& title);
/// The sample document with a chart that has a picture and one that has none.
Document sample_with_charts();
Pictures sample_pictures();

/// A table of figures with two lines of heads; `groups` groups of `in_group` columns.
Table wide_table(int groups, int in_group, int rows);

}  // namespace redthread::report
