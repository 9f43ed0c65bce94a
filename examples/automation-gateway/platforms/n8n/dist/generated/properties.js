"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.watchProperties = exports.lookupProperties = void 0;
const answers_1 = require("../nodes/TikTok/answers");
/** Parameters of the node TikTok. */
exports.lookupProperties = [
    {
        displayName: "Resource",
        name: "resource",
        type: "options",
        noDataExpression: true,
        options: [
            {
                name: "Creator",
                value: "user"
            },
            {
                name: "Video",
                value: "video"
            }
        ],
        default: "video"
    },
    {
        displayName: "Operation",
        name: "operation",
        type: "options",
        noDataExpression: true,
        displayOptions: {
            show: {
                resource: [
                    "user"
                ]
            }
        },
        options: [
            {
                name: "Find",
                value: "find",
                action: "Find a creator",
                description: "Finds one creator by link or handle, and returns counters and profile",
                routing: {
                    request: {
                        method: "GET",
                        url: "/v1/user"
                    },
                    output: {
                        postReceive: [
                            answers_1.readRecord
                        ]
                    }
                }
            },
            {
                name: "Look Up Many",
                value: "lookUpMany",
                action: "Look up many creators",
                description: "Finds up to 100 videos and creators in one step, and returns one item for each",
                routing: {
                    request: {
                        method: "POST",
                        url: "/v1/batches",
                        qs: {
                            wait: 20
                        }
                    },
                    output: {
                        postReceive: [
                            answers_1.readBatch
                        ]
                    }
                }
            }
        ],
        default: "find"
    },
    {
        displayName: "Operation",
        name: "operation",
        type: "options",
        noDataExpression: true,
        displayOptions: {
            show: {
                resource: [
                    "video"
                ]
            }
        },
        options: [
            {
                name: "Find",
                value: "find",
                action: "Find a video",
                description: "Finds one video by its link or ID, and returns its counters, caption, author and sound",
                routing: {
                    request: {
                        method: "GET",
                        url: "/v1/video"
                    },
                    output: {
                        postReceive: [
                            answers_1.readRecord
                        ]
                    }
                }
            },
            {
                name: "Look Up Many",
                value: "lookUpMany",
                action: "Look up many videos",
                description: "Finds up to 100 videos and creators in one step, and returns one item for each",
                routing: {
                    request: {
                        method: "POST",
                        url: "/v1/batches",
                        qs: {
                            wait: 20
                        }
                    },
                    output: {
                        postReceive: [
                            answers_1.readBatch
                        ]
                    }
                }
            }
        ],
        default: "find"
    },
    {
        displayName: "A lookup costs one call to the data provider, for example $0.006 with API Direct. A cached answer is free.",
        name: "notice",
        type: "notice",
        default: "",
        displayOptions: {
            show: {
                resource: [
                    "user",
                    "video"
                ],
                operation: [
                    "find"
                ]
            }
        }
    },
    {
        displayName: "Each costs one call to the data provider, for example $0.006 with API Direct. Cached answers are free.",
        name: "notice",
        type: "notice",
        default: "",
        displayOptions: {
            show: {
                resource: [
                    "user",
                    "video"
                ],
                operation: [
                    "lookUpMany"
                ]
            }
        }
    },
    {
        displayName: "Video",
        name: "subject",
        type: "string",
        required: true,
        default: "",
        placeholder: "e.g. https://www.tiktok.com/@tiktok/video/7516594811734854943",
        description: "Link or ID of the video, in any form that TikTok uses",
        routing: {
            send: {
                type: "query",
                property: "subject"
            }
        },
        displayOptions: {
            show: {
                resource: [
                    "video"
                ],
                operation: [
                    "find"
                ]
            }
        }
    },
    {
        displayName: "Creator",
        name: "subject",
        type: "string",
        required: true,
        default: "",
        placeholder: "e.g. @some.cook",
        description: "Link or handle of the creator",
        routing: {
            send: {
                type: "query",
                property: "subject"
            }
        },
        displayOptions: {
            show: {
                resource: [
                    "user"
                ],
                operation: [
                    "find"
                ]
            }
        }
    },
    {
        displayName: "Subjects",
        name: "subjects",
        type: "string",
        required: true,
        typeOptions: {
            rows: 5
        },
        default: "",
        placeholder: "e.g. @some.cook\n7516594811734854943",
        description: "Links, IDs or handles. One per line, or a list from an expression.",
        routing: {
            send: {
                type: "body",
                property: "subjects",
                value: "={{ [].concat($value).join(\"\\n\").split(/[\\n,]/).map((text) => text.trim()).filter((text) => text) }}"
            }
        },
        displayOptions: {
            show: {
                resource: [
                    "user",
                    "video"
                ],
                operation: [
                    "lookUpMany"
                ]
            }
        }
    },
    {
        displayName: "Options",
        name: "options",
        type: "collection",
        placeholder: "Add option",
        default: {},
        options: [
            {
                displayName: "Field Names or IDs",
                name: "fields",
                type: "multiOptions",
                typeOptions: {
                    loadOptionsMethod: "getFields",
                    loadOptionsDependsOn: [
                        "resource"
                    ]
                },
                default: [],
                description: "Names; the record keeps its shape and has only these. Choose from the list, or specify IDs using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>.",
                routing: {
                    send: {
                        type: "query",
                        property: "fields",
                        value: "={{ [].concat($value).join(\",\") || undefined }}"
                    }
                }
            },
            {
                displayName: "Fresh",
                name: "fresh",
                type: "boolean",
                default: false,
                description: "Whether to call the provider even if a cached answer exists",
                routing: {
                    send: {
                        type: "query",
                        property: "fresh"
                    }
                }
            },
            {
                displayName: "Provider Name or ID",
                name: "provider",
                type: "options",
                typeOptions: {
                    loadOptionsMethod: "getProviders",
                    loadOptionsDependsOn: [
                        "resource"
                    ]
                },
                default: "",
                description: "Data provider; without it, the operator's order. Choose from the list, or specify an ID using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>.",
                routing: {
                    send: {
                        type: "query",
                        property: "provider",
                        value: "={{ $value || undefined }}"
                    }
                }
            }
        ],
        displayOptions: {
            show: {
                resource: [
                    "user",
                    "video"
                ],
                operation: [
                    "find"
                ]
            }
        }
    },
    {
        displayName: "Options",
        name: "options",
        type: "collection",
        placeholder: "Add option",
        default: {},
        options: [
            {
                displayName: "Provider Name or ID",
                name: "provider",
                type: "options",
                typeOptions: {
                    loadOptionsMethod: "getProviders",
                    loadOptionsDependsOn: [
                        "resource"
                    ]
                },
                default: "",
                description: "Data provider; without it, the operator's order. Choose from the list, or specify an ID using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>.",
                routing: {
                    send: {
                        type: "body",
                        property: "provider",
                        value: "={{ $value || undefined }}"
                    }
                }
            }
        ],
        displayOptions: {
            show: {
                resource: [
                    "user",
                    "video"
                ],
                operation: [
                    "lookUpMany"
                ]
            }
        }
    }
];
/** Parameters of the triggers. */
exports.watchProperties = [
    {
        displayName: "Resource",
        name: "resource",
        type: "options",
        noDataExpression: true,
        options: [
            {
                name: "Creator",
                value: "user",
                description: "Triggers when the counters or the profile of a creator change, or when the creator disappears"
            },
            {
                name: "Video",
                value: "video",
                description: "Triggers when the counters or texts of a video change, or when it disappears"
            }
        ],
        default: "video"
    },
    {
        displayName: "It costs one call to the data provider for each poll, shared by all flows that watch the video.",
        name: "notice",
        type: "notice",
        default: "",
        displayOptions: {
            show: {
                resource: [
                    "video"
                ]
            }
        }
    },
    {
        displayName: "It costs one call to the data provider for each poll, shared by all flows that watch the creator.",
        name: "notice",
        type: "notice",
        default: "",
        displayOptions: {
            show: {
                resource: [
                    "user"
                ]
            }
        }
    },
    {
        displayName: "Video",
        name: "subject",
        type: "string",
        required: true,
        default: "",
        placeholder: "e.g. https://www.tiktok.com/@tiktok/video/7516594811734854943",
        description: "Link or ID of the video, in any form that TikTok uses",
        displayOptions: {
            show: {
                resource: [
                    "video"
                ]
            }
        }
    },
    {
        displayName: "Creator",
        name: "subject",
        type: "string",
        required: true,
        default: "",
        placeholder: "e.g. @some.cook",
        description: "Link or handle of the creator",
        displayOptions: {
            show: {
                resource: [
                    "user"
                ]
            }
        }
    },
    {
        displayName: "Poll Interval Name or ID",
        name: "every",
        type: "options",
        typeOptions: {
            loadOptionsMethod: "getCadences",
            loadOptionsDependsOn: [
                "resource",
                "options.provider"
            ]
        },
        default: "",
        description: "Time between two polls, as ISO 8601 or as 6h; default 6 h, or the least cadence of the key. Choose from the list, or specify an ID using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>."
    },
    {
        displayName: "Options",
        name: "options",
        type: "collection",
        placeholder: "Add option",
        default: {},
        options: [
            {
                displayName: "Events",
                name: "events",
                type: "multiOptions",
                options: [
                    {
                        name: "Changed",
                        value: "changed"
                    },
                    {
                        name: "Disappeared",
                        value: "disappeared"
                    },
                    {
                        name: "First",
                        value: "first"
                    },
                    {
                        name: "Reappeared",
                        value: "reappeared"
                    }
                ],
                default: [],
                description: "Which events are sent; without it or if it is empty, all but 'first'"
            },
            {
                displayName: "Field Names or IDs",
                name: "watch",
                type: "multiOptions",
                typeOptions: {
                    loadOptionsMethod: "getWatchedFields",
                    loadOptionsDependsOn: [
                        "resource"
                    ]
                },
                default: [],
                description: "Fields that count as a change; without it, counters and texts. Choose from the list, or specify IDs using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>."
            },
            {
                displayName: "Label",
                name: "label",
                type: "string",
                default: "",
                placeholder: "e.g. Launch video",
                description: "Your name for the watch, repeated in its events"
            },
            {
                displayName: "Minimum Growth",
                name: "minGrowth",
                type: "string",
                default: "",
                placeholder: "e.g. 5%",
                description: "Least change of a counter, as a number or a percentage"
            },
            {
                displayName: "Provider Name or ID",
                name: "provider",
                type: "options",
                typeOptions: {
                    loadOptionsMethod: "getProviders",
                    loadOptionsDependsOn: [
                        "resource"
                    ]
                },
                default: "",
                description: "Data provider; without it, the operator's order. Choose from the list, or specify an ID using an <a href=\"https://docs.n8n.io/code/expressions/\">expression</a>."
            }
        ]
    }
];
