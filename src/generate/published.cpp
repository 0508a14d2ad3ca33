// SPDX-License-Identifier: Apache-2.0
#include "generate/published.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace redthread::generate {
namespace {

// source: Region Västmanland, hälso- och sjukvårdsförvaltningen, delårsrapport 1 2024: annex 1
// unless another table is named. key, T1 2024, forecast 2024, T1 2023, closing 2023, budget T1 and
// year 2024.
constexpr Published totals[] = {
    // Visits, own production
    {"physician.visit.somatic", 87454, 245879, 86183, 246324, 86622, 250458},
    {"physician.visit.psychiatric", 10514, 25924, 9946, 28748, 8695, 25448},
    {"physician.visit.other_primary", 10325, 29940, 10390, 31526, 10054, 29102},
    {"physician.remote.somatic", 14640, 39044, 15426, 42965, 15421, 43421},
    {"physician.remote.psychiatric", 4175, 9868, 3586, 10977, 3615, 10511},
    {"physician.remote.other_primary", 81, 150, 148, 318, 2, 5},
    {"other.visit.somatic", 88711, 239385, 83379, 236896, 83806, 237033},
    {"other.visit.psychiatric", 29846, 84087, 29303, 83567, 30049, 87382},
    {"other.visit.other_primary", 12859, 48593, 11310, 32711, 16484, 47907},
    {"other.remote.somatic", 11383, 36078, 11082, 31705, 13135, 37181},
    {"other.remote.psychiatric", 9633, 27052, 9163, 26586, 9999, 29069},
    {"other.remote.other_primary", 3396, 6950, 2218, 6678, 1409, 4243},
    {"other.day_care.somatic", 17732, 51701, 17812, 52802, 18554, 55127},
    {"other.vaccination.somatic", 438, 0, 285, 2252},
    // Primary care centres; no budget, no forecast
    {"physician.visit.centre", 101123, 0, 97944, 287473},
    {"physician.remote.centre", 26616, 0, 28994, 83375},
    {"other.visit.centre", 213465, 0, 207523, 603613},
    {"other.remote.centre", 22420, 0, 23914, 67279},
    {"other.vaccination.centre", 25628, 0, 28335, 123210},
    // Contracted private providers
    {"physician.visit.private_somatic", 7101, 26500, 7797, 27164, 7996, 30000},
    {"physician.visit.private_psychiatric", 353, 1200, 313, 1123, 437, 1500},
    {"physician.remote.private_somatic", 18, 50, 5, 42, 34, 70},
    {"physician.remote.private_psychiatric", 20, 80, 47, 109, 40, 130},
    {"other.visit.private_somatic", 1903, 6600, 2026, 6758, 1519, 6800},
    {"other.visit.private_psychiatric", 560, 2600, 738, 2827, 357, 1900},
    {"other.visit.private_primary", 22361, 90000, 26309, 92965, 26553, 100000},
    {"other.remote.private_somatic", 5, 10, 0, 4, 2, 3},
    {"other.remote.private_psychiatric", 25, 55, 9, 46, 6, 49},
    // Inpatient care, operations, DRG
    {"episodes.somatic", 11678, 34912, 11692, 35061, 11788, 35632},
    {"care_days.somatic", 59567, 174834, 58944, 173996, 59067, 178186},
    {"care_days.psychiatric", 13268, 39774, 12846, 40632, 12902, 39026},
    {"operations.inpatient", 2301, 7001, 2498, 7073, 2487, 7280},
    {"operations.day_surgery", 2163, 5730, 2184, 6027, 2103, 5821},
    {"operations.clinic", 4530, 12210, 4077, 11773, 4274, 12255},
    {"operations.other", 59, 90, 19, 89},  // the total less the three forms; the forecast had none
    {"operating_hours", 5396, 0, 5486, 15163},
    {"drg.outpatient", 9537, 0, 9971, 37181, 0, 0, 3},
    {"drg.inpatient", 8640, 0, 8788, 34881, 0, 0, 3},
    // Hours worked, January to March
    {"hours.own.physician", 283621, 0, 283274, 0, 0, 0, 3},
    {"hours.own.nurse", 598549, 0, 581803, 0, 0, 0, 3},
    {"hours.own.assistant_nurse", 555627, 0, 539617, 0, 0, 0, 3},
    {"hours.own.paramedical", 238028, 0, 237558, 0, 0, 0, 3},
    {"hours.own.management", 134025, 0, 135738, 0, 0, 0, 3},
    {"hours.own.other", 350981, 0, 345610, 0, 0, 0, 3},
    {"hours.overtime", 41420, 0, 54867, 0, 0, 0, 3},
    {"hours.hourly", 78921, 0, 69759, 0, 0, 0, 3},
    {"hours.on_call", 38355, 0, 36779, 0, 0, 0, 3},
    {"hours.resource.nurse", 4297, 0, 4325, 0, 0, 0, 3},
    {"hours.resource.assistant_nurse", 17743, 0, 19808, 0, 0, 0, 3},
    {"hours.resource.other", 1625, 0, 1195, 0, 0, 0, 3},
    {"hours.hired.physician", 19717, 0, 22026, 0, 0, 0, 3},
    {"hours.hired.nurse", 47603, 0, 61274, 0, 0, 0, 3},
    {"hours.hired.paramedical", 1911, 0, 415, 0, 0, 0, 3},
    {"hours.hired.other", 845, 0, 1227, 0, 0, 0, 3},
    // Result statement, tenths of mnkr
    {"income.patient_fees", 476, 1401, 442, 1313, 430, 1291},
    {"income.care_compensation", 646, 1915, 636, 2002, 666, 1999},
    {"income.regional_grant", 29748, 89776, 28611, 87299, 29863, 89592},
    {"income.services_sold", 697, 2195, 653, 2122, 760, 2279},
    {"income.other", 669, 2073, 684, 2370, 644, 1931},
    {"cost.personnel", -17234, -49624, -16269, -47633, -13034, -37575},
    {"cost.hired", -946, -2232, -1246, -3588, -523, -1570},
    {"cost.overtime", -294, -910, -413, -1075, -247, -722},
    {"cost.purchased_care", -3884, -11681, -3726, -11424, -3861, -11579},
    {"cost.pharmaceuticals", -4018, -12137, -3998, -12210, -4056, -12167},
    {"cost.assistive_devices", -369, -1112, -256, -897, -356, -1067},
    {"cost.materials_services", -6776, -20798, -6486, -19932, -6829, -20539},
    {"cost.premises", -1478, -4453, -1306, -3966, -1478, -4435},
    {"cost.other", -3226, -9905, -2983, -9375, -3243, -9730},
};

}  // namespace

const Published& published(std::string_view key) {
  const auto* found = std::find_if(std::begin(totals), std::end(totals),
                                   [&](const Published& each) { return each.key == key; });
  REDTHREAD_ASSERT(found != std::end(totals), "a published total is asked for by its key");
  return *found;
}

}  // namespace redthread::generate
