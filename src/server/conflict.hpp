// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "plan/object.hpp"
#include "server/route.hpp"

namespace redthread::server {

/// 409 with both texts: what the visitor wrote (`mine`) and the object as it is now (`theirs`; null
/// when it was removed), so that a person can choose. Nothing was written.
http::Response conflict(Call& call, const plan::ObjectKey& object, const plan::Fields& mine,
                        const std::string& detail);

}  // namespace redthread::server
