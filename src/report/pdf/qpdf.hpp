// SPDX-License-Identifier: Apache-2.0
#pragma once

/// libqpdf. Clang 14 cannot read its JSON class as C++20; nothing here uses that, so it is only
/// named.
#ifdef __clang__
#define JSON_HH
class JSON;
#endif

#define POINTERHOLDER_TRANSITION 4  // std::shared_ptr only

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFNumberTreeObjectHelper.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>
