#pragma once

#include "pixels.h"
